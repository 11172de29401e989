import { readFileSync } from "node:fs";
import { join } from "node:path";
import { optionPages } from "../../docs/option-pages/page";

const projectFolder = join(__dirname, "..", "..");

test.each(optionPages)("$path is what `npm run docs` writes", ({ path, render }) => {
  expect(render()).toBe(readFileSync(join(projectFolder, path), "utf8"));
});
