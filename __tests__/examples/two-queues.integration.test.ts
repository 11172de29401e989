import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { check } from "../../connectivity";
import { describeWithTerraform } from "../support/describe-terraform";
import { awsProvider } from "../support/terraform";

const run = promisify(execFile);
const example = resolve(__dirname, "../../examples/two-queues");

describeWithTerraform("an app that takes the modules as a library", ({ binary, env }) => {
  const output = mkdtempSync(join(tmpdir(), "example-"));
  const stack = join(output, "stacks", "two-queues");
  let json: {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  };

  beforeAll(async () => {
    const { app } = JSON.parse(readFileSync(join(example, "cdktf.json"), "utf8"));
    const [node, ...args] = app.split(" ");
    expect(node).toBe("node");
    await run(process.execPath, args, { cwd: example, env: { ...process.env, CDKTF_OUTDIR: output } });
    json = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
  }, 60_000);
  afterAll(() => rmSync(output, { recursive: true }));

  test("is proved: both of its mappings work", () => {
    const { mappings } = check([{ name: "cdk.tf.json", json }]);
    expect(mappings.map(({ verdict }) => verdict)).toEqual(["works", "works"]);
  });

  test("each queue has a mapping, and both one function's code", () => {
    const mappings = Object.values(json.resource.aws_lambda_event_source_mapping ?? {});
    expect(mappings.map(({ queues, batch_size: size }) => ({ queues, size }))).toEqual([
      { queues: ["invoices"], size: 10 },
      { queues: ["orders"], size: 100 },
    ]);
    const listeners = Object.values(json.resource.aws_lambda_function ?? {}).filter(({ function_name: name }) =>
      /-listener(-invoices)?$/.test(String(name)),
    );
    expect(listeners).toHaveLength(2);
    const [code, ...others] = new Set(listeners.map(({ filename }) => String(filename)));
    expect(others).toEqual([]);
    const { "index.js": bundle = new Uint8Array() } = unzipSync(readFileSync(join(stack, String(code))));
    expect(Buffer.from(bundle).toString()).toContain("Expected JSON in queue");
  });

  test("is valid, without a warning", async () => {
    writeFileSync(
      join(stack, "provider_override.tf.json"),
      JSON.stringify({ terraform: { required_providers: { aws: awsProvider } } }),
    );
    await run(binary, ["init", "-no-color", "-backend=false"], { cwd: stack, env });
    const { stdout } = await run(binary, ["validate", "-json"], { cwd: stack, env });
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
  }, 120_000);
});
