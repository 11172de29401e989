import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DOCUMENTS } from "../../../cli/package/documents";

const ROOT = resolve(__dirname, "../../..");

test.each(DOCUMENTS)("$path is what `npm run docs` writes", ({ path, render }) => {
  expect(readFileSync(join(ROOT, path), "utf8")).toBe(render());
});
