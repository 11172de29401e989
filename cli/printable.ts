export { printable } from "../plan-review/markdown/printable";
