import { readFileSync, utimesSync } from "node:fs";
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
    besides: findings.filter(({ rule }: { readonly rule: string }) => rule.startsWith("source-")),
  };
}

describe("--config", () => {
  // Of its JSON alone this plan is unknown: which zone an association means stands in the configuration only.
  const CASE = "zone-association-by-other-key";
  const moved = contentOf(CASE, "main.tf").replace(/(\n *vpc_id *= )[^\n]+/, "$1local.another_vpc");

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
          "The configuration that was given with plan.json is not the one that it was made from: the two differ in aws_vpc.another. The plan is judged by itself.",
        remedy:
          "Give the saved plan, which holds its configuration, or name that configuration's folder with --config.",
      },
    ]);
  });

  describe("without it, the configuration beside the plan", () => {
    const plan = contentOf(CASE, "plan.json");
    const { timestamp } = JSON.parse(plan);
    const BEFORE = new Date(Date.parse(timestamp) - 60_000);
    const AFTER = new Date(Date.parse(timestamp) + 60_000);

    /** What is said of a plan beside a configuration whose files were last changed at these times. */
    function beside(json: string, main: string, times: { readonly main: Date; readonly plan: Date }) {
      const folder = folderWith({ "main.tf": main, "plan.json": json });
      utimesSync(join(folder, "main.tf"), times.main, times.main);
      utimesSync(join(folder, "plan.json"), times.plan, times.plan);
      return judged(folder, ["plan.json"]);
    }

    const main = contentOf(CASE, "main.tf");
    const untimed = JSON.stringify({ ...JSON.parse(plan), timestamp: undefined });

    test("is read where it is older, and the report says so", async () => {
      const { verdict, besides } = await beside(plan, main, { main: BEFORE, plan: BEFORE });
      expect(verdict).toBe("fails");
      expect(besides).toMatchObject([
        {
          rule: "source-guessed",
          severity: "note",
          explanation:
            "The configuration in . was read with plan.json: it says what the plan's says, and no file of it is younger than the plan.",
        },
      ]);
    });

    test.each([
      ["is younger than the plan, whatever became of the plan's file since", plan, main, { main: AFTER, plan: AFTER }],
      [
        "is younger than the file of a plan that does not say when it was made",
        untimed,
        main,
        { main: AFTER, plan: BEFORE },
      ],
      ["refers to something else", plan, moved, { main: BEFORE, plan: AFTER }],
    ])("is passed over where it %s", async (_, json, written, times) => {
      expect(await beside(json, written, times)).toMatchObject({ verdict: "unknown", besides: [] });
    });

    test("is read with a plan that does not say when it was made, where it is older than its file", async () => {
      expect((await beside(untimed, main, { main: BEFORE, plan: AFTER })).verdict).toBe("fails");
    });
  });

  test("whose modules are not installed says of which the files are missing, and how to get them", async () => {
    const plan = JSON.parse(contentOf(CASE, "plan.json"));
    const { root_module } = plan.configuration;
    const module_calls = { far: { source: "example/far", module: {} } };
    const withCall = {
      ...plan,
      configuration: { ...plan.configuration, root_module: { ...root_module, module_calls } },
    };
    const call = 'module "far" {\n  source = "example/far"\n}\n';
    const folder = folderWith({
      "plan.json": JSON.stringify(withCall),
      "other/main.tf": `${contentOf(CASE, "main.tf")}${call}`,
    });
    const { verdict, besides } = await judged(folder, ["plan.json", "--config", "other"]);
    expect(verdict).toBe("fails");
    expect(besides).toMatchObject([
      {
        rule: "source-differs",
        explanation:
          "Of the configuration of plan.json the files of module.far are not at hand: what they alone show is unknown.",
        remedy:
          "Run `terraform init` in the configuration's folder (`terraform init -backend=false` needs no credentials), or give the saved plan.",
      },
    ]);
  });

  test("of a configuration that moved on leaves the plan as it is, and says which arguments differ", async () => {
    const folder = folderWith({ "plan.json": contentOf(CASE, "plan.json"), "other/main.tf": moved });
    const { verdict, besides } = await judged(folder, ["plan.json", "--config", "other"]);
    expect(verdict).toBe("unknown");
    expect(besides).toMatchObject([
      {
        rule: "source-differs",
        explanation: expect.stringMatching(
          /^The configuration that was given with plan\.json is not the one that it was made from: the two differ in \S+\.vpc_id\. The plan is judged by itself\.$/,
        ),
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

describe("a secret's policy by jsonencode over ARNs that are known after apply only", () => {
  const CASE = "isolated-nothing";

  const denied = async (role: string) => {
    const policy = `
resource "aws_iam_role" "other" {
  name               = "other"
  assume_role_policy = "{}"
}

resource "aws_secretsmanager_secret_policy" "payments" {
  secret_arn = aws_secretsmanager_secret.payments.arn
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    for action in ["secretsmanager:GetSecretValue"] : { Effect = "Deny", Action = action, Resource = "*", Principal = { AWS = [${role}] } }
  ] })
}
`;
    const folder = folderWith({ "main.tf": contentOf(CASE, "main.tf"), "policy.tf": policy });
    return (await judged(folder, ["."])).rules.filter((rule: string) => rule === "secret-policy");
  };

  test("that denies the listener's role is found, and one that denies another is not", async () => {
    expect(await denied("aws_iam_role.payments_listener.arn")).toEqual(["secret-policy"]);
    expect(await denied("aws_iam_role.other.arn")).toEqual([]);
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
