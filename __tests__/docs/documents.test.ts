import { readFileSync } from "node:fs";
import { join } from "node:path";
import { documents } from "../../docs/documents";

const projectFolder = join(__dirname, "..", "..");

test.each(documents)("$path is what `npm run docs` writes", ({ path, render }) => {
  const present = readFileSync(join(projectFolder, path), "utf8");
  expect(render(present)).toBe(present);
});
