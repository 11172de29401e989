import { options } from "../../stacks/catalogue";
import { typesOfOption } from "../../stacks/permissions/option-types";
import { policyFor } from "../../stacks/permissions/policies";
import { typesOfRunTask } from "../../stacks/permissions/run-task-types";
import { optionIds } from "../support/expected-network";
import { claimsOf, lengthOf, policiesOf, statementsOf } from "../support/iam-roles";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

const id = "hcp-access";
const given = { region: "eu-west-1", hcpOidcProvider: "new", stateBackend: "cloud", stateOrganization: "acme" };
const stack = synthesize(id, given);

type Task = "plan" | "apply";
const tasks = ["plan", "apply"] as const;
const everyRole = optionIds.flatMap((option) => tasks.map((task) => ({ option, task })));

const roleOf = (of: SynthesizedStack, option: string, task: Task) => of.one("aws_iam_role", `${option}-${task}-role`);
const trustOf = (of: SynthesizedStack, option: string, task: Task) => {
  const [statement, ...others] = statementsOf(of, roleOf(of, option, task).values.assume_role_policy);
  if (statement === undefined || others.length > 0) throw new Error("A trust is one statement.");
  return statement;
};
const allOf = (option: string, task: Task, of = stack) =>
  Object.values(policiesOf(of, roleOf(of, option, task))).flat();

const account = stack.attribute(stack.oneDataSource("aws_caller_identity"), "account_id");
const partition = stack.attribute(stack.oneDataSource("aws_partition"), "partition");

test("there are two roles for each option's workspace, and no other", () => {
  expect(stack.resources("aws_iam_role").map(({ values }) => values.name)).toEqual(
    everyRole.map(({ option, task }) => `mqesm-dev-hcp-access-${option}-${task}`),
  );
});

test("the run task has a workspace too, where there is one", () => {
  const withRunTask = synthesize(id, { ...given, runTask: true });
  expect(withRunTask.resources("aws_iam_role")).toHaveLength(everyRole.length + tasks.length);
  for (const task of tasks) {
    expect(claimsOf(trustOf(withRunTask, "run-task", task)).sub).toEqual([
      `organization:acme:project:Default Project:workspace:mqesm-dev-run-task:run_phase:${task}`,
    ]);
    const statements = allOf("run-task", task, withRunTask);
    const iam = statements.filter(({ actions }) => actions.some((each) => /^iam:/.test(each)));
    for (const { resources } of iam) expect(resources.join()).toMatch(/role\/mqesm-dev-run-task\*$/);
    const documented = (task === "plan" ? (["plan"] as const) : (["plan", "apply", "destroy"] as const)).flatMap(
      (part) => policyFor(part, typesOfRunTask()).Statement.flatMap(({ Action }) => Action),
    );
    expect(new Set(statements.flatMap(({ actions }) => actions))).toEqual(new Set(documented));
    // Whoever may plan or apply the stack does not read the key.
    expect(documented.filter((action) => action === "secretsmanager:GetSecretValue")).toEqual([]);
  }
});

describe("who may assume the roles", () => {
  test.each(everyRole)("$option, $task: that phase of that workspace's runs, and nobody else", ({ option, task }) => {
    const provider = stack.one("aws_iam_openid_connect_provider");
    expect(provider.values).toMatchObject({
      url: "https://app.terraform.io",
      client_id_list: ["aws.workload.identity"],
    });
    expect(trustOf(stack, option, task)).toEqual({
      actions: ["sts:AssumeRoleWithWebIdentity"],
      principals: [{ type: "Federated", identifiers: [stack.attribute(provider, "arn")] }],
      condition: [
        { test: "StringEquals", variable: "app.terraform.io:aud", values: ["aws.workload.identity"] },
        {
          test: "StringEquals",
          variable: "app.terraform.io:sub",
          values: [`organization:acme:project:Default Project:workspace:mqesm-dev-${option}:run_phase:${task}`],
        },
      ],
    });
  });

  test("no claim is compared with a pattern, or with that of two roles", () => {
    const subjects = everyRole.flatMap(({ option, task }) => claimsOf(trustOf(stack, option, task)).sub ?? []);
    expect(subjects.filter((subject) => /[*?]/.test(subject))).toEqual([]);
    expect(new Set(subjects).size).toBe(everyRole.length);
  });

  test("project, environment and the project of HCP's are those of the settings", () => {
    const other = synthesize(id, { ...given, project: "orders", environment: "prod", stateProject: "Our project" });
    expect(claimsOf(trustOf(other, "option-4-isolated", "apply")).sub).toEqual([
      "organization:acme:project:Our project:workspace:orders-prod-option-4-isolated:run_phase:apply",
    ]);
  });

  test("the workspaces are those that the backend names", () => {
    for (const option of optionIds) {
      expect(synthesize(option, given).json.terraform).toMatchObject({
        cloud: { workspaces: { name: `mqesm-dev-${option}` } },
      });
    }
  });

  test("Terraform Enterprise issues its own tokens", () => {
    const enterprise = synthesize(id, { ...given, stateHostname: "tfe.example.com" });
    expect(enterprise.one("aws_iam_openid_connect_provider").values.url).toBe("https://tfe.example.com");
    const variables = trustOf(enterprise, "option-4-isolated", "plan").condition?.map(({ variable }) => variable);
    expect(variables).toEqual(["tfe.example.com:aud", "tfe.example.com:sub"]);
    expect(enterprise.text).not.toContain("app.terraform.io");
  });

  test("an account that has the provider already keeps it", () => {
    const existing = synthesize(id, { ...given, hcpOidcProvider: "existing" });
    const provider = existing.oneDataSource("aws_iam_openid_connect_provider");
    expect(provider.values.url).toBe("https://app.terraform.io");
    expect(existing.resources("aws_iam_openid_connect_provider")).toEqual([]);
    expect(trustOf(existing, "option-4-isolated", "plan").principals).toEqual([
      { type: "Federated", identifiers: [existing.attribute(provider, "arn")] },
    ]);
  });
});

describe.each(options)("$id", (option) => {
  const scopes = (task: Task) => allOf(option.id, task).flatMap(({ resources }) => resources);

  test("planning changes nothing: it reads, and rolls a password", () => {
    const actions = allOf(option.id, "plan").flatMap((statement) => statement.actions);
    expect(actions.filter((action) => !/:(Describe|List|Get)/.test(action))).toEqual([]);
  });

  test.each(tasks)("%s may what Terraform calls for this option, and nothing more", (task) => {
    const parts = policiesOf(stack, roleOf(stack, option.id, task));
    expect(Object.keys(parts)).toEqual(task === "plan" ? ["plan"] : ["plan", "apply", "destroy"]);
    const documented = Object.keys(parts).flatMap(
      (part) => policyFor(part as Task | "destroy", typesOfOption(option, false)).Statement,
    );
    // What one part of a role allows, the next does not repeat.
    const allowed = Object.values(parts).flatMap((statements) => statements.flatMap(({ actions }) => actions));
    expect(new Set(allowed)).toEqual(new Set(documented.flatMap(({ Action }) => Action)));
  });

  test.each(tasks)("%s is for what has this workspace's name: no other option's, and not these roles", (task) => {
    const named = scopes(task).filter((scope) => scope.includes("mqesm"));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((scope) => !scope.includes(`mqesm-dev-${option.id}*`))).toEqual([]);
  });

  test.each(tasks)("%s is for the Region alone where AWS knows no names", (task) => {
    const unbound = allOf(option.id, task)
      .filter(({ resources }) => resources.includes("*"))
      .filter(({ condition = [] }) =>
        condition.every(({ variable, values }) => variable !== "aws:RequestedRegion" || values.join() !== "eu-west-1"),
      )
      .flatMap(({ actions }) => actions);
    // Amazon Route 53 is in no Region.
    expect(unbound.filter((action) => action !== "route53:AssociateVPCWithHostedZone")).toEqual([]);
  });

  test("applying makes roles of this option's names only, and is no way to those of the runs", () => {
    const statements = allOf(option.id, "apply").filter(({ actions }) => actions.some((each) => /^iam:/.test(each)));
    expect(statements.length).toBeGreaterThan(0);
    for (const { actions, resources } of statements) {
      expect(resources).toEqual([
        actions.includes("iam:CreateServiceLinkedRole")
          ? `arn:${partition}:iam::${account}:role/aws-service-role/mq.amazonaws.com/*`
          : `arn:${partition}:iam::${account}:role/mqesm-dev-${option.id}*`,
      ]);
    }
    const actions = allOf(option.id, "apply").flatMap((statement) => statement.actions);
    expect(actions.filter((action) => /OpenIDConnect|AttachRolePolicy|sts:Assume|^s3:/.test(action))).toEqual([]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  test("with the longest names and alarms, each role's policies and name are short enough", () => {
    const longest = synthesize(id, {
      ...given,
      alarms: true,
      project: "p".repeat(12),
      environment: "e".repeat(10),
      region: "ap-southeast-1",
    });
    for (const task of tasks) {
      const role = roleOf(longest, option.id, task);
      expect(lengthOf(longest, policiesOf(longest, role))).toBeLessThanOrEqual(10_240);
      expect(String(role.values.name).length).toBeLessThanOrEqual(64);
    }
  });
});

test("no managed policy, no wildcard in an action", () => {
  expect(stack.resources("aws_iam_role_policy_attachment")).toEqual([]);
  const actions = everyRole.flatMap(({ option, task }) =>
    allOf(option, task).flatMap((statement) => statement.actions),
  );
  expect(actions.filter((action) => !/^[a-z0-9]+:[A-Z]\w+$/.test(action))).toEqual([]);
});

test("its own state stays local: a run cannot make the roles that it needs", () => {
  expect(stack.json.terraform.backend).toEqual({
    local: { path: "../../../terraform-state/mqesm/dev/hcp-access.tfstate" },
  });
});

test("its outputs are what workspaces are told, by their names", () => {
  const arns = (task: Task) =>
    Object.fromEntries(
      optionIds.map((option) => [`mqesm-dev-${option}`, stack.attribute(roleOf(stack, option, task), "arn")]),
    );
  expect(Object.fromEntries(Object.entries(stack.json.output).map(([key, { value }]) => [key, value]))).toEqual({
    plan_role_arns: arns("plan"),
    apply_role_arns: arns("apply"),
  });
});
