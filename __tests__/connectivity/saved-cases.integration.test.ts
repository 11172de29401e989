import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { folderConfiguration } from "../../cli/check/input/source-folder";
import { savedConfiguration } from "../../cli/terraform/saved-plan";
import { type ConfigurationSource, check } from "../../connectivity";
import { describeWithTerraform } from "../support/describe-terraform";

const CASES = join(__dirname, "cases");

/** Every case's configuration holds one of them. */
const PASSWORDS = ["correct-horse-battery", "not-a-real-password-1", "four-plain-words-here"];

interface SavedPlan {
  readonly json: unknown;
  readonly bytes: Uint8Array;
}

interface Expectation {
  readonly mapping: string;
  readonly verdict: string;
}

interface Expected extends Expectation {
  readonly more?: readonly Expectation[];
}

const written = readdirSync(CASES).filter((name) => existsSync(join(CASES, name, "main.tf")));
const changing = written.filter((name) => existsSync(join(CASES, name, "before")));
const creating = written.filter((name) => !changing.includes(name));

function expectationsOf(name: string): readonly Expectation[] {
  const { more = [], ...first } = JSON.parse(readFileSync(join(CASES, name, "expected.json"), "utf8")) as Expected;
  return [first, ...more];
}

const expectedVerdicts = (name: string) =>
  Object.fromEntries(expectationsOf(name).map(({ mapping, verdict }) => [mapping, verdict]));

/** The verdicts of the mappings that a case expects something of. */
function verdicts(name: string, input: { readonly json?: unknown; readonly source: ConfigurationSource }) {
  const { mappings } = check([{ name, ...input }]);
  return Object.fromEntries(
    expectationsOf(name).map(({ mapping }) => [
      mapping,
      mappings.find(({ address }) => address === mapping)?.verdict ?? "no such mapping",
    ]),
  );
}

const folderOf = (name: string) =>
  folderConfiguration(join(CASES, name), name, { given: [], env: {}, at: (file) => file });

test("there are cases of both kinds with their configuration", () => {
  expect(creating.length).toBeGreaterThanOrEqual(35);
  expect(changing.length).toBeGreaterThanOrEqual(3);
});

// Their state is not in the repository, so they cannot be planned here: their folder is read beside the plan.json that was made of it.
test.each(changing)("%s: its plan.json and its folder say what is expected", (name) => {
  const json: unknown = JSON.parse(readFileSync(join(CASES, name, "plan.json"), "utf8"));
  expect(verdicts(name, { json, source: folderOf(name) })).toEqual(expectedVerdicts(name));
});

test.each(creating)("%s: its folder says what is expected or unknown", (name) => {
  const read = verdicts(name, { source: folderOf(name) });
  for (const { mapping, verdict } of expectationsOf(name))
    expect({ mapping, verdict: read[mapping] }).toEqual({
      mapping,
      verdict: expect.stringMatching(`^(${verdict}|unknown)$`),
    });
});

describeWithTerraform("the cases, planned and saved", ({ binary, env }) => {
  const folder = mkdtempSync(join(tmpdir(), "cases-"));
  const run = promisify(execFile);
  const plans = new Map<string, SavedPlan>();
  const failures = new Map<string, unknown>();

  async function terraform(cwd: string, settings: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> {
    const { stdout } = await run(binary, args, { cwd, env: { ...env, ...settings }, maxBuffer: 100_000_000 });
    return stdout;
  }

  /** Installs the provider once. Every case then uses it where it lies, without a lock file, for which all of it would be hashed. */
  async function environmentWithProvider(): Promise<NodeJS.ProcessEnv> {
    const cwd = join(folder, "provider");
    mkdirSync(cwd);
    writeFileSync(
      join(cwd, "main.tf"),
      'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "5.100.0"\n    }\n  }\n}\n',
    );
    await terraform(cwd, {}, "init", "-no-color");
    const installed = readdirSync(cwd, { encoding: "utf8", recursive: true });
    const platform = installed.find((path) => /\bhashicorp\/aws\/5\.100\.0\/[^/]+$/.test(path));
    if (platform === undefined) throw new Error("terraform init installed no AWS provider");
    const config = join(folder, "terraform.rc");
    writeFileSync(
      config,
      `provider_installation {\n  dev_overrides {\n    "hashicorp/aws" = "${join(cwd, platform)}"\n  }\n  direct {}\n}\n`,
    );
    return { TF_CLI_CONFIG_FILE: config, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  }

  async function plan(name: string, settings: NodeJS.ProcessEnv): Promise<SavedPlan> {
    const cwd = join(folder, name);
    cpSync(join(CASES, name), cwd, { recursive: true });
    await terraform(cwd, settings, "get", "-no-color");
    await terraform(cwd, settings, "plan", "-no-color", "-refresh=false", "-input=false", "-out=plan.tfplan");
    const json: unknown = JSON.parse(await terraform(cwd, settings, "show", "-json", "plan.tfplan"));
    return { json, bytes: readFileSync(join(cwd, "plan.tfplan")) };
  }

  beforeAll(async () => {
    const settings = await environmentWithProvider();
    const queue = creating.values();
    const worker = async () => {
      for (const name of queue) {
        try {
          plans.set(name, await plan(name, settings));
        } catch (error) {
          failures.set(name, error);
        }
      }
    };
    await Promise.all([worker(), worker()]);
  }, 1_200_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(creating)("%s: the saved plan says what is expected, and no password", (name) => {
    const saved = plans.get(name);
    if (saved === undefined) throw failures.get(name);
    const source = savedConfiguration("plan.tfplan", saved.bytes);
    if (source === undefined) throw new Error("the saved plan has no configuration");
    expect(verdicts(name, { json: saved.json, source })).toEqual(expectedVerdicts(name));
    const main = readFileSync(join(CASES, name, "main.tf"), "utf8");
    const report = JSON.stringify(check([{ name, json: saved.json, source }]));
    expect(PASSWORDS.filter((password) => main.includes(password))).toHaveLength(1);
    for (const password of PASSWORDS) expect(report).not.toContain(password);
  });
});
