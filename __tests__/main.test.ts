import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { ProjectCopy } from "./support/project-copy";

const copy = new ProjectCopy();
afterAll(() => copy.remove());

/** Runs the app as `cdktf.json` does, with what cdktf passes of its context. */
function runApp(environment: Record<string, string>, context: Record<string, unknown> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bundle-and-run.cjs", "main.ts"], {
    cwd: copy.folder,
    env: { PATH: process.env.PATH, CDKTF_CONTEXT_JSON: JSON.stringify(context), ...environment },
    encoding: "utf8",
  });
  return { status, stdout, stderr, written: readdirSync(copy.path("cdktf.out/stacks"), { recursive: true }) };
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

describe("cdktf.json", () => {
  const whole = readFileSync(copy.path("cdktf.json"), "utf8");
  afterEach(() => writeFileSync(copy.path("cdktf.json"), whole));

  test("broken: where and why, with whatever else is wrong, no stack trace, and nothing is written", () => {
    writeFileSync(copy.path("cdktf.json"), '{\n  "context": { "settings": {}, }\n}\n');
    const { status, stdout, stderr, written } = runApp({ MQESM_QUEUE: "a b" });
    expect(stderr).toBe(
      [
        "The settings are not usable:",
        "  - cdktf.json is no JSON at line 2, column 30: JSON does not support trailing commas. Correct it there; nothing in the file counts until then.",
        '  - queue (MQESM_QUEUE) is "a b": it must be 1 to 200 letters, digits and `_.:-`, not beginning with `amq.`, not `.` or `..`. Correct it or leave it unset for "messages". See https://www.rabbitmq.com/docs/queues#names',
        "",
      ].join("\n"),
    );
    expect({ status, stdout, written }).toEqual({ status: 1, stdout: "", written: [] });
  });

  test("its settings hold where Node alone runs the app, too", () => {
    const settings = { region: "eu-west-9", vpcCidr: "8.8.0.0/16", brokerEngineVersion: 4.2 };
    writeFileSync(copy.path("cdktf.json"), JSON.stringify({ context: { setings: {}, settings } }));
    const { status, stderr, written } = runApp({});
    expect(stderr.split("\n")).toEqual([
      "The settings are not usable:",
      "  - setings (context in cdktf.json) sets nothing: rename it to settings.",
      expect.stringMatching(/^ {2}- brokerEngineVersion \(settings in cdktf\.json\) is the number 4\.2: /),
      expect.stringMatching(/^ {2}- vpcCidr \(settings in cdktf\.json\) is "8\.8\.0\.0\/16": /),
      expect.stringMatching(/^ {2}- region is "eu-west-9": AWS has no such Region\. /),
      "",
    ]);
    expect({ status, written }).toEqual({ status: 1, written: [] });
  });
});

describe("code that is broken", () => {
  const files = { function: "lambda-src/listener/process-message.ts", stack: "stacks/option-4-isolated.ts" };
  const whole = Object.values(files).map((file) => [copy.path(file), readFileSync(copy.path(file))] as const);
  afterEach(() => {
    for (const [file, code] of whole) writeFileSync(file, code);
  });

  test.each([
    [files.function, "The functions in lambda-src cannot be bundled:\n"],
    [files.stack, ""],
  ])("%s does not build: file, line and error, exit code 1, no stack trace, nothing is written", (file, heading) => {
    writeFileSync(copy.path(file), "export const broken = ;\n");
    const { status, stdout, stderr, written } = runApp({});
    expect(stderr).toContain(heading);
    expect(stderr).toContain(`${file}:1:22:`);
    expect(stderr).toContain('Unexpected ";"');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ status, stdout, written }).toEqual({ status: 1, stdout: "", written: [] });
  });

  test(`${files.stack} throws: where, as the file has it`, () => {
    writeFileSync(copy.path(files.stack), '\n\nexport const isolated = () => { throw new Error("a bug"); };\n');
    const { status, stderr, written } = runApp({});
    expect(stderr).toContain("Error: a bug\n");
    expect(stderr).toMatch(/^ +at .*stacks\/option-4-isolated\.ts:3:/m);
    expect({ status, written }).toEqual({ status: 1, written: [] });
  });
});
