import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { differencesInExpression, differencesInFile } from "./compare";
import { anyExpression, anyFile } from "./corpus";

const project = resolve(__dirname, "../../../..");

test("our parser reads every .tf file of this repository as HashiCorp's does", async () => {
  const files = execFileSync("git", ["ls-files", "*.tf"], { cwd: project, encoding: "utf8" }).trim().split("\n");
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    expect([file, await differencesInFile(readFileSync(join(project, file), "utf8"))]).toEqual([file, []]);
  }
}, 120_000);

test("expressions are read as HashiCorp's parser reads them, whatever they are made of", async () => {
  await fc.assert(
    fc.asyncProperty(anyExpression, async (text) => {
      expect(await differencesInExpression(text)).toEqual([]);
    }),
    { numRuns: 800 },
  );
}, 120_000);

test("files are read as HashiCorp's parser reads them, and what it refuses is refused", async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, async (text) => {
      expect(await differencesInFile(text)).toEqual([]);
    }),
    { numRuns: 500 },
  );
}, 120_000);
