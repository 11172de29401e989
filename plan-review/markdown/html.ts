import { printable } from "./printable";

/** A name in HTML, where Markdown is not read: in the summary of what is folded. */
export function htmlCode(name: string): string {
  const shown = name.length > 200 ? `${name.slice(0, 100)}…${name.slice(-100)}` : name;
  const escaped = printable(shown).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<code>${escaped}</code>`;
}
