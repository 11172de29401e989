import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { ProjectCopy } from "./support/project-copy";

const copy = new ProjectCopy();
afterAll(() => copy.remove());

/** Runs the app as `cdktf.json` does, with what cdktf passes of its context. */
function runApp(environment: Record<string, string>, context: Record<string, unknown> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", "tsx/cjs", "main.ts"], {
    cwd: copy.folder,
    env: { PATH: process.env.PATH, CDKTF_CONTEXT_JSON: JSON.stringify(context), ...environment },
    encoding: "utf8",
  });
  return { status, stdout, stderr, written: readdirSync(copy.path("cdktf.out/stacks")) };
}

test("bad settings: everything that is wrong, exit code 1, no stack trace, and nothing is written", () => {
  const { status, stdout, stderr, written } = runApp(
    { MQESM_REGION: "Frankfurt", MQESM_COLOUR: "red" },
    { settings: { mappingBatchSize: 0 }, queue: "orders" },
  );
  expect(stderr).toBe(
    [
      "The settings are not usable:",
      "  - queue (context in cdktf.json) has no effect there: move it into context.settings.",
      "  - MQESM_COLOUR sets nothing. Unset it; the README lists all settings.",
      '  - region (MQESM_REGION) is "Frankfurt": it must be an AWS Region such as `eu-west-1`. Correct it or leave it unset for "us-east-1".',
      "  - mappingBatchSize (settings in cdktf.json) is 0: it must be a whole number from 1 to 10000. Correct it or leave it unset for 100. See https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html",
      "",
    ].join("\n"),
  );
  expect({ status, stdout, written }).toEqual({ status: 1, stdout: "", written: [] });
});

test("code of a function that does not build: file, line and error, exit code 1, no stack trace, nothing is written", () => {
  writeFileSync(copy.path("lambda-src/listener/process-message.ts"), "export const broken = ;\n");
  const { status, stdout, stderr, written } = runApp({});
  expect(stderr).toContain("The functions in lambda-src cannot be bundled:\n");
  expect(stderr).toContain("lambda-src/listener/process-message.ts:1:22:");
  expect(stderr).toContain('Unexpected ";"');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ status, stdout, written }).toEqual({ status: 1, stdout: "", written: [] });
});
