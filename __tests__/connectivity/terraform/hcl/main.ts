import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { differencesInFile } from "./compare";

// Compares our parser with HashiCorp's on every .tf file below a folder: npm run compare-hcl -- FOLDER
void compareAll(process.argv.slice(2));

async function compareAll(folders: readonly string[]): Promise<void> {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tf"))
      .map((name) => join(folder, name)),
  );
  let different = 0;
  for (const file of files) {
    const differences = await differencesInFile(readFileSync(file, "utf8"));
    if (differences.length > 0) different++;
    for (const difference of differences) console.log(`${file}: ${difference}`);
  }
  console.log(`${files.length} files compared, ${different} differ.`);
  process.exitCode = different > 0 ? 1 : 0;
}
