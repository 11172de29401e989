import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documents } from "./documents";
import { optionPages } from "./option-pages/page";

// npm run docs: writes again what is made from the code.
for (const { path, render } of [...documents, ...optionPages]) {
  const file = join(__dirname, "..", path);
  const present = existsSync(file) ? readFileSync(file, "utf8") : "";
  const rendered = render(present);
  writeFileSync(file, rendered);
  console.log(`${path}: ${rendered === present ? "as it was" : "written"}`);
}
