import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { reviewJson } from "../../../cli/review/review-json";
import { COMMENT_LIMIT, comment, review, type WorkspaceReview } from "../../../plan-review";
import { changeInWords, countsInWords } from "../../../plan-review/comment/words";
import { planted, plantedIn } from "../planted";
import { readPlans } from "./plan";
import { scenarios } from "./scenarios";

const plans = readPlans();
const schema = JSON.parse(readFileSync(join(__dirname, "../../../docs/mqesm-review.schema.json"), "utf8"));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

const inputOf = (name: string, json: unknown = plans[name]) => ({ name, plan: { name: `${name}/plan.json`, json } });

function workspaceOf(name: string): WorkspaceReview {
  const [workspace] = review([inputOf(name)]).workspaces;
  if (workspace === undefined) throw new Error(`${name} was not reviewed.`);
  return workspace;
}

/** Of each plan: the verdict on its mapping, what it does in numbers, and the harm that is told. */
const EXPECTED: Readonly<Record<string, readonly [verdict: string, counts: string, harms: readonly string[]]>> = {
  create: [
    "will work",
    "20 to create, 1 to read",
    [
      "access role-changed aws_iam_role.listener",
      "access policy-changed aws_iam_role_policy.consume",
      "access secret-changed aws_secretsmanager_secret.broker",
      "access secret-changed aws_secretsmanager_secret_version.login",
      "access group-opened aws_vpc_security_group_egress_rule.anywhere",
      "access group-opened aws_vpc_security_group_ingress_rule.amqps",
      "access group-opened aws_vpc_security_group_ingress_rule.https",
      "code invocation aws_lambda_invocation.queue",
    ],
  ],
  update: ["works as before", "1 to update", []],
  reboot: [
    "works as before",
    "2 to update, 1 to read",
    [
      "messages broker-reboots aws_mq_broker.orders",
      "outage broker-reboots aws_mq_broker.orders",
      "access policy-changed aws_iam_role_policy.consume",
    ],
  ],
  waits: [
    "works as before",
    "2 to update, 1 to read",
    [
      "messages broker-waits aws_mq_broker.orders",
      "outage broker-waits aws_mq_broker.orders",
      "access policy-changed aws_iam_role_policy.consume",
    ],
  ],
  broker_replaced: [
    "works as before",
    "3 to replace, 1 to update, 1 to read",
    [
      "messages broker-lost aws_mq_broker.orders",
      "outage mapping-stops aws_lambda_event_source_mapping.orders",
      "access policy-changed aws_iam_role_policy.consume",
      "code invocation aws_lambda_invocation.queue",
    ],
  ],
  broker_groups: [
    "worked, **will fail**",
    "2 to update, 1 to read",
    ["refused security-groups-changed aws_mq_broker.orders", "access policy-changed aws_iam_role_policy.consume"],
  ],
  filter_added: ["works as before", "1 to update", ["messages filter-changed aws_lambda_event_source_mapping.orders"]],
  disabled: ["works as before", "1 to update", ["outage mapping-stops aws_lambda_event_source_mapping.orders"]],
  endpoint_destroyed: ["worked, **will fail**", "1 to destroy", ["outage way-out-lost aws_vpc_endpoint.sts"]],
  destroy: [
    "worked, goes",
    "20 to destroy",
    [
      "messages broker-lost aws_mq_broker.orders",
      "outage mapping-stops aws_lambda_event_source_mapping.orders",
      "outage function-lost aws_lambda_function.listener",
      "outage way-out-lost aws_vpc_endpoint.lambda",
      "outage way-out-lost aws_vpc_endpoint.secretsmanager",
      "outage way-out-lost aws_vpc_endpoint.sts",
      "access role-changed aws_iam_role.listener",
      "access policy-changed aws_iam_role_policy.consume",
      "access secret-changed aws_secretsmanager_secret.broker",
      "access secret-changed aws_secretsmanager_secret_version.login",
    ],
  ],
  moved: ["works as before", "1 to move", []],
  renamed: [
    "works as before",
    "1 to destroy, 2 to replace, 1 to update, 1 to create, 1 to read",
    [
      "messages broker-lost aws_mq_broker.orders",
      "outage mapping-stops aws_lambda_event_source_mapping.orders",
      "access policy-changed aws_iam_role_policy.consume",
      "code invocation aws_lambda_invocation.queue",
    ],
  ],
  forgotten: ["works as before", "1 to forget", ["access secret-changed aws_secretsmanager_secret_version.login"]],
  tainted: ["works as before", "1 to replace", ["outage mapping-stops aws_lambda_event_source_mapping.orders"]],
  deposed: ["works as before", "1 to destroy", ["messages broker-lost aws_mq_broker.orders"]],
  access: [
    "worked, **is not known to work**",
    "1 to update, 2 to create",
    [
      "access role-changed aws_iam_role.listener",
      "access made-public aws_lambda_function_url.listener",
      "access group-opened aws_vpc_security_group_ingress_rule.anyone",
    ],
  ],
  code: [
    "works as before",
    "1 to replace, 1 to create",
    ["code invocation aws_lambda_invocation.queue", "code program terraform_data.notice"],
  ],
  many: ["", "500 to update", []],
  other_project: ["", "1 to update", ["access made-public aws_db_instance.main"]],
  no_change: ["works as before", "no changes", []],
  output_only: ["", "2 outputs to change", []],
  imported: ["", "1 to import", []],
  drift: ["", "2 to create", ["access secret-changed aws_secretsmanager_secret.gone"]],
};

test("every plan is one of the scenarios, or has a root module of its own", () => {
  expect(Object.keys(plans)).toEqual([...Object.keys(scenarios), "no_change", "output_only", "imported", "drift"]);
  expect(Object.keys(EXPECTED)).toEqual(Object.keys(plans));
});

describe.each(Object.entries(EXPECTED))("%s", (name, [verdict, counts, harms]) => {
  test("is told as it is", () => {
    const workspace = workspaceOf(name);
    const short = (address: string) => address.replace(`module.${name}.`, "");
    expect(workspace.verdicts.notJudged).toBeNull();
    expect(workspace.verdicts.mappings.map(changeInWords).join()).toBe(verdict);
    expect(countsInWords(workspace)).toBe(counts);
    expect(workspace.harms.map(({ kind, code, resource }) => `${kind} ${code} ${short(resource)}`)).toEqual(harms);
  });

  test("is the same each time, below GitHub's limit, and in JSON what the schema says", () => {
    const made = review([inputOf(name)]);
    const text = comment(made);
    expect(comment(review([inputOf(name)]))).toBe(text);
    expect(text.length).toBeLessThan(COMMENT_LIMIT);
    validate(reviewJson(made));
    expect(validate.errors).toBeNull();
  });

  test("no value that is planted is in any text of it", () => {
    const made = review([inputOf(name, planted(plans[name]))]);
    expect(made.workspaces[0]?.changes).toHaveLength(workspaceOf(name).changes.length);
    expect(plantedIn(comment(made))).toEqual([]);
    expect(plantedIn(JSON.stringify(reviewJson(made)))).toEqual([]);
    expect(plantedIn(comment(review([inputOf(name)])))).toEqual([]);
  });
});

test("what forces a replacement is named, where it is known after apply too", () => {
  const forced = workspaceOf("broker_replaced").changes.filter(({ action }) => action === "replace");
  expect(forced.map(({ address, replacePaths }) => [address.split(".")[2], replacePaths])).toEqual([
    ["aws_lambda_event_source_mapping", ["event_source_arn"]],
    ["aws_lambda_invocation", ["input"]],
    ["aws_mq_broker", ["broker_name"]],
  ]);
});

test("what was changed by hand: the plan rests on one description, and makes anew what is gone", () => {
  expect(workspaceOf("drift").drift.map(({ address, action, relevant }) => [address, action, relevant])).toEqual([
    ["aws_secretsmanager_secret.changed", "update", true],
    ["aws_secretsmanager_secret.gone", "delete", true],
    ["aws_secretsmanager_secret.unused", "update", false],
  ]);
  expect(comment(review([inputOf("drift")]))).toContain(
    "`drift`: the plan rests on it\n\n- `~` `aws_secretsmanager_secret.changed`  \n  `description`\n- `-` `aws_secretsmanager_secret.gone`\n\n<details><summary><code>drift</code>: 1 resource that the plan does not rest on</summary>",
  );
});

test.each([
  ["moved", "- moved: `module.moved.aws_mq_broker.orders` → `module.moved.aws_mq_broker.main`"],
  ["imported", "- imported: `terraform_data.kept`"],
  [
    "forgotten",
    "- forgotten: `module.forgotten.aws_secretsmanager_secret_version.login` stays in AWS, and Terraform manages it no more",
  ],
  ["output_only", "- output `greeting`: changes\n- output `secret`: new"],
])("%s is not nothing", (name, line) => {
  const text = comment(review([inputOf(name)]));
  expect(text).toContain(line);
  expect(text.toLowerCase()).not.toContain("no changes");
});

test("no change is said to be none", () => {
  expect(comment(review([inputOf("no_change")]))).toMatch(/^## ✅ No changes\n/);
});

test("values are shown where they may be", () => {
  expect(comment(review([inputOf("reboot")]))).toContain(
    "`apply_immediately`: `false` → `true`, `host_instance_type`: `mq.m7g.medium` → `mq.m7g.large`",
  );
});

test("five workspaces are one comment: the verdicts first, then harm of all of them, the worst first", () => {
  const text = comment(
    review(["create", "broker_replaced", "broker_groups", "filter_added", "many"].map((name) => inputOf(name))),
  );
  expect(text.length).toBeLessThan(COMMENT_LIMIT);
  expect(text).toMatch(/^## ❌ 1 mapping will fail, 15 things not to miss\n/);
  const headings = [...text.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    "Messages can be lost",
    "Outage",
    "AWS refuses it",
    "Access changes",
    "Code runs during the apply",
    "Cost per month",
    "Changes",
  ]);
  expect(text).toContain(
    "| `broker_groups` | `module.broker_groups.aws_lambda_event_source_mapping.orders` | ❌ worked, **will fail** |",
  );
  expect(text).toContain(
    "- `filter_added`: The filter of `module.filter_added.aws_lambda_event_source_mapping.orders` is new:",
  );
});
