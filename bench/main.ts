import { readdirSync } from "node:fs";
import { join } from "node:path";

// Runs every *.bench.ts in this folder, or those that the arguments name: npm run bench -- check
const names = readdirSync(__dirname).flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? []);
const asked = process.argv.slice(2);
const strange = asked.filter((name) => !names.includes(name));

if (strange.length > 0) {
  console.error(`There is no benchmark ${strange.join(", ")}: expected some of ${names.join(", ")}.`);
  process.exitCode = 2;
} else {
  void runAll(asked.length > 0 ? asked : names);
}

async function runAll(chosen: readonly string[]): Promise<void> {
  for (const name of chosen) {
    console.log(`\n== ${name} ==`);
    const { run } = require(join(__dirname, `${name}.bench`)) as { run: () => Promise<void> };
    await run();
  }
}
