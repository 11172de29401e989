import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../../../cli/run";
import { folderWith } from "../folders";
import { FakeSurroundings } from "../surroundings";

const CASES = resolve(__dirname, "../../connectivity/cases");
const contentOf = (name: string, file: string) => readFileSync(join(CASES, name, file), "utf8");

async function check(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const around = new FakeSurroundings(cwd, { env });
  const code = await run(["check", ...args], around);
  return { code, written: around.written, complained: around.complained };
}

async function judged(cwd: string, args: readonly string[]) {
  const { mappings, findings } = JSON.parse((await check(cwd, [...args, "--json"])).written);
  return {
    verdict: mappings[0].verdict,
    rules: mappings[0].findings.map(({ rule }: { readonly rule: string }) => rule),
    besides: findings.filter(({ rule }: { readonly rule: string }) => rule === "source-differs"),
  };
}

describe("--config", () => {
  // Of its JSON alone this plan is unknown: which zone an association means stands in the configuration only.
  const CASE = "zone-association-by-other-key";

  test("names the configuration, which decides what the plan's JSON has lost", async () => {
    const folder = folderWith({ "plan.json": contentOf(CASE, "plan.json") });
    expect(await judged(folder, ["plan.json"])).toMatchObject({ verdict: "unknown", besides: [] });
    expect(await judged(folder, ["plan.json", "--config", join(CASES, CASE)])).toMatchObject({
      verdict: "fails",
      besides: [],
    });
  });

  test("of another configuration leaves the plan as it is, and says which blocks differ", async () => {
    const folder = folderWith({
      "plan.json": contentOf(CASE, "plan.json"),
      "other/main.tf": `${contentOf(CASE, "main.tf")}\nresource "aws_vpc" "another" {\n  cidr_block = "10.9.0.0/16"\n}\n`,
    });
    const { verdict, besides } = await judged(folder, ["plan.json", "--config", "other"]);
    expect(verdict).toBe("unknown");
    expect(besides).toMatchObject([
      {
        severity: "warning",
        explanation:
          "The configuration that was given with plan.json is not the one that it was made from: only one of the two holds aws_vpc.another. The plan is judged by itself.",
        remedy:
          "Give the saved plan, which holds its configuration, or name that configuration's folder with --config.",
      },
    ]);
  });

  test("of another configuration beside the plan is passed over in silence: nobody said that it is the plan's", async () => {
    const folder = folderWith({
      "main.tf": contentOf("isolated-nothing", "main.tf"),
      "plan.json": contentOf(CASE, "plan.json"),
    });
    expect(await judged(folder, ["plan.json"])).toMatchObject({ verdict: "unknown", besides: [] });
  });
});

describe("a role's policy by jsonencode over an ARN that is known after apply only", () => {
  const CASE = "isolated-nothing";
  const POLICY = "policy = data.aws_iam_policy_document.payments_listener_consume.json";
  const SECRET = "aws_secretsmanager_secret.payments.arn";
  const actions = ["mq:DescribeBroker", "secretsmanager:GetSecretValue"];
  const shared = [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ];

  const lacking = async (allowed: readonly string[], resource: string) => {
    const written = contentOf(CASE, "main.tf");
    expect(written).toContain(POLICY);
    const main = written.replace(
      POLICY,
      `policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ${JSON.stringify(shared)}, Resource = "*" },
    { Effect = "Allow", Action = ${JSON.stringify(allowed)}, Resource = ${resource} },
  ] })`,
    );
    const other = 'resource "aws_secretsmanager_secret" "other" {\n  name = "other"\n}\n';
    return (await judged(folderWith({ "main.tf": main, "other.tf": other }), ["."])).rules.filter((rule: string) =>
      rule.startsWith("role-lacks"),
    );
  };

  test.each([
    ["grants what the mapping needs", actions, `[aws_mq_broker.payments.arn, ${SECRET}]`, []],
    ["lacks an action", actions.slice(0, 1), `[aws_mq_broker.payments.arn, ${SECRET}]`, ["role-lacks-permission"]],
    [
      "names another secret",
      actions,
      "[aws_mq_broker.payments.arn, aws_secretsmanager_secret.other.arn]",
      ["role-lacks-permission"],
    ],
  ])("%s", async (_, allowed, resource, expected) => {
    expect(await lacking(allowed, resource)).toEqual(expected);
  });
});

describe("secrets in source", () => {
  const CANARY = "Hunter2-canary";
  const CASE = "isolated-nothing";
  const password = `password = "${CANARY}"`;

  test.each<[string, Record<string, string>, readonly string[], NodeJS.ProcessEnv]>([
    [
      "written in an argument",
      { "main.tf": contentOf(CASE, "main.tf").replaceAll("password = var.broker_password", password) },
      [],
      {},
    ],
    [
      "a variable's default",
      { "main.tf": contentOf(CASE, "main.tf").replace("correct-horse-battery", CANARY) },
      [],
      {},
    ],
    [
      "in terraform.tfvars",
      { "main.tf": contentOf(CASE, "main.tf"), "terraform.tfvars": `broker_password = "${CANARY}"` },
      [],
      {},
    ],
    [
      "in a file of --var-file",
      { "main.tf": contentOf(CASE, "main.tf"), "own.tfvars": `broker_password = "${CANARY}"` },
      ["--var-file", "own.tfvars"],
      {},
    ],
    ["in --var", { "main.tf": contentOf(CASE, "main.tf") }, ["--var", `broker_password=${CANARY}`], {}],
    ["in the environment", { "main.tf": contentOf(CASE, "main.tf") }, [], { TF_VAR_broker_password: CANARY }],
    [
      "in a file that is not understood",
      { "main.tf": contentOf(CASE, "main.tf"), "terraform.tfvars": `broker_password = "${CANARY}" "${CANARY}"` },
      [],
      {},
    ],
  ])("%s: reach no output", async (_, files, options, env) => {
    expect(JSON.stringify([files, options, env])).toContain(CANARY);
    const folder = folderWith(files);
    for (const format of [[], ["--json"], ["--markdown"]]) {
      const { written, complained } = await check(folder, [".", ...options, ...format], env);
      expect(`${written}${complained}`).not.toBe("");
      expect(`${written}${complained}`).not.toContain(CANARY);
    }
  });
});
