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

test.each([
  ["a field with the name of a kind of expression", 'x = { template = "a", object = 1, unary = "-", call = var.y }\n'],
  ["a key that is a truth value or a number", "x = { true = 1, false = 2, 3 = 4 }\n"],
  ["a provider's name as a key", 'module "m" {\n  providers = { aws.other = aws.here, "aws.third" = aws }\n}\n'],
  ["a heredoc at the end of a choice", `x = var.y ? null : <<-EOT\n    a $\${b} \${var.c} \\\n  EOT\n`],
])("%s is read as HashiCorp's parser reads it", async (_, text) => {
  expect(await differencesInFile(text)).toEqual([]);
});

test("files are read as HashiCorp's parser reads them, and what it refuses is refused", async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, async (text) => {
      expect(await differencesInFile(text)).toEqual([]);
    }),
    { numRuns: 500 },
  );
}, 120_000);
