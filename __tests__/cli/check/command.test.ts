import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { run } from "../../../cli/run";
import { reasons, rules } from "../../../connectivity";
import { folderWith } from "../folders";
import { FakeSurroundings } from "../surroundings";

const CASES = resolve(__dirname, "../../connectivity/cases");
const cases = readdirSync(CASES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const planOf = (name: string) => join(CASES, name, "plan.json");

/** Passwords in the cases' plans, of which every plan holds one. */
const SECRETS = ["correct-horse-battery", "not-a-real-password-1", "four-plain-words-here"];

const schema = JSON.parse(readFileSync(resolve(__dirname, "../../../docs/mqesm-report.schema.json"), "utf8"));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

async function check(args: readonly string[], around = new FakeSurroundings()) {
  const code = await run(["check", ...args], around);
  return { code, written: around.written, complained: around.complained };
}

describe.each(cases)("%s", (name) => {
  test("the JSON is what the schema says, with documented codes", async () => {
    const { written } = await check([planOf(name), "--json"]);
    const report = JSON.parse(written);
    validate(report);
    expect(validate.errors).toBeNull();
    for (const secret of SECRETS) expect(written).not.toContain(secret);
    for (const { hops, findings } of report.mappings) {
      for (const { reason } of hops) expect([null, ...Object.keys(reasons)]).toContain(reason);
      for (const { rule } of findings) expect(Object.keys(rules)).toContain(rule);
    }
  });

  test("no secret is printed", async () => {
    const plan = readFileSync(planOf(name), "utf8");
    const secrets = SECRETS.filter((secret) => plan.includes(secret));
    expect(secrets).toHaveLength(1);
    for (const format of [[], ["--markdown"]]) {
      const { written } = await check([planOf(name), ...format]);
      for (const secret of secrets) expect(written).not.toContain(secret);
    }
  });
});

test.each([
  ["works", "nat-private-subnet", 0],
  ["fails", "nat-in-private-subnet", 1],
  ["is unknown", "transit-gateway-default", 3],
])("a plan whose mapping %s", async (_, name, code) => {
  expect(await check([planOf(name)])).toMatchObject({ code, complained: "" });
});

test("what a repository's file accepts is told and leaves the exit code, and what nothing needs is named", async () => {
  const accept = [
    { code: "nat-gateway-without-internet", reason: "The gateway moves next week." },
    { code: "no-route-out", reason: "Of another plan." },
  ];
  const folder = folderWith({
    "mqesm.json": JSON.stringify({ accept }),
    "plan.json": readFileSync(planOf("nat-in-private-subnet")),
  });
  const { code, written, complained } = await check(["plan.json"], new FakeSurroundings(folder));
  expect(code).toBe(0);
  expect(written).toContain("FAILS  aws_lambda_event_source_mapping");
  expect(written).toContain("    accepted  The gateway moves next week.\n");
  expect(complained).toBe("mqesm: nothing is no-route-out, which is accepted: take it out.\n");
});

test("unknown is let pass where that is asked for", async () => {
  expect(await check([planOf("transit-gateway-default"), "--allow-unknown"])).toMatchObject({ code: 0 });
});

test("a plan without a mapping says so", async () => {
  const plan = { format_version: "1.2", terraform_version: "1.11.4", resource_changes: [], configuration: {} };
  const { code, written } = await check(
    ["plan.json"],
    new FakeSurroundings(folderWith({ "plan.json": JSON.stringify(plan) })),
  );
  expect(code).toBe(0);
  expect(written).toMatch(/^The input holds no event source mapping on an Amazon MQ broker: nothing was judged\./);
});

test("what is asserted decides, is repeated, and is said when nothing rests on it", async () => {
  const fact = "tgw-0123456789abcdef0:leads-to-aws-services";
  const { code, written } = await check([planOf("transit-gateway-default"), "--assume", fact, "--assume", "a:typo"]);
  expect(code).toBe(0);
  expect(written).toContain(`Assumed, because it was asserted, not because the input shows it:\n    ${fact}\n`);
  expect(written).toContain('No verdict rests on the assumption "a:typo".');
  expect(written).toContain("The event source mapping works, as far as what is assumed holds.");
});

test("what is no JSON of Terraform is named, every one", async () => {
  const cwd = folderWith({ "list.json": "[]", "package.json": '{"name":"x","password":"hunter2"}' });
  const { code, written, complained } = await check(["list.json", "package.json"], new FakeSurroundings(cwd));
  expect(code).toBe(2);
  expect(written).toBe("");
  expect(complained).toMatch(/^mqesm: list\.json: .*\nmqesm: package\.json: .*\n$/);
  expect(complained).not.toContain("hunter2");
});

test("every reason and rule has a page to read", () => {
  for (const { source } of [...Object.values(reasons), ...Object.values(rules)]) {
    expect(source).toMatch(/^https:\/\//);
  }
});

test("colours and progress are for a terminal", async () => {
  const terminal = await check([planOf("nat-private-subnet")], new FakeSurroundings(undefined, { terminal: true }));
  expect(terminal.written).toContain("\x1b[32m");
  const [nothing, progress, end] = terminal.complained.split("\r\x1b[K");
  expect([nothing, end]).toEqual(["", ""]);
  expect(progress).toMatch(/^judging .*plan\.json \.\.\.$/);
  const plain = await check(
    [planOf("nat-private-subnet")],
    new FakeSurroundings(undefined, { terminal: true, env: { NO_COLOR: "1" } }),
  );
  expect(plain.written).not.toContain("\x1b");
  for (const [FORCE_COLOR, colored] of [
    ["1", true],
    ["0", false],
  ] as const) {
    const log = await check([planOf("nat-private-subnet")], new FakeSurroundings(undefined, { env: { FORCE_COLOR } }));
    expect(log.written.includes("\x1b")).toBe(colored);
    expect(log.complained).toBe("");
  }
});
