import { actionsByType } from "../../stacks/permissions/actions";
import { typesOfOptions } from "../../stacks/permissions/option-types";
import { anywhere, type Policy, policyFor } from "../../stacks/permissions/policies";
import { typesOfHcpAccess, typesOfPipelineAccess, typesOfStateBucket } from "../../stacks/permissions/resource-types";
import { typesOfRunTask } from "../../stacks/permissions/run-task-types";
import { optionIds } from "../support/expected-network";
import { synthesize } from "../support/synthesized-stack";

const options = typesOfOptions();
const bucket = typesOfStateBucket();
const access = typesOfPipelineAccess();
const hcp = typesOfHcpAccess();
const runTask = typesOfRunTask();

const actionsOf = ({ Statement }: Policy): string[] => Statement.flatMap(({ Action }) => Action);
const statementOf = ({ Statement }: Policy, action: string) =>
  Statement.filter(({ Action }) => Action.includes(action));

const policies = {
  plan: policyFor("plan", options),
  apply: policyFor("apply", options),
  destroy: policyFor("destroy", options),
  "plan of the state's bucket": policyFor("plan", bucket),
  "apply of the state's bucket": policyFor("apply", bucket),
  "plan of the pipeline's access": policyFor("plan", access),
  "apply of the pipeline's access": policyFor("apply", access),
  "plan of HCP Terraform's access": policyFor("plan", hcp, { ...anywhere, issuer: "app.terraform.io" }),
  "plan of the run task": policyFor("plan", runTask),
  "apply of the run task": policyFor("apply", runTask),
  "destroy of the run task": policyFor("destroy", runTask),
  "apply of HCP Terraform's access": policyFor("apply", hcp, { ...anywhere, issuer: "app.terraform.io" }),
};

describe("types of resources", () => {
  test.each(optionIds)("%s: all of them count, also those that settings add", (id) => {
    const stack = synthesize(id, {
      brokerConfiguration: { heartbeat: 60 },
      mappingFilters: [{ data: ["x"] }],
      natGateways: "one-per-zone",
      brokerDeploymentMode: "CLUSTER_MULTI_AZ",
      alarms: true,
    });
    const types = [...stack.managed.map(({ type }) => type), ...stack.data.map(({ type }) => `data.${type}`)];
    expect(options).toEqual(expect.arrayContaining([...new Set(types)]));
  });

  test.each(["cn-north-1", "us-gov-west-1"])("%s: the same there", (region) => {
    const stack = synthesize("option-4-isolated", { region });
    const types = [...stack.managed.map(({ type }) => type), ...stack.data.map(({ type }) => `data.${type}`)];
    expect(options).toEqual(expect.arrayContaining([...new Set(types)]));
  });

  test("one of which nobody has written down what Terraform calls is no type without permissions", () => {
    expect(() => policyFor("plan", ["aws_vpc", "aws_sqs_queue", "data.aws_ami"])).toThrow(
      new Error("Write down in stacks/permissions/actions.ts what Terraform calls for aws_sqs_queue, data.aws_ami."),
    );
  });

  test("none is written down that no stack has", () => {
    expect(Object.keys(actionsByType).sort()).toEqual(
      [...new Set([...options, ...bucket, ...access, ...hcp, ...runTask])].sort(),
    );
  });
});

describe.each(Object.entries(policies))("the policy for %s", (_, policy) => {
  test("has no wildcard in an action, and no action twice", () => {
    const actions = actionsOf(policy);
    expect(actions.filter((action) => !/^[a-z0-9]+:[A-Z]\w+$/.test(action))).toEqual([]);
    expect(new Set(actions).size).toBe(actions.length);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  test("is short enough for a managed policy", () => {
    expect(JSON.stringify(policy).length).toBeLessThanOrEqual(6144);
  });
});

describe("planning", () => {
  const actions = actionsOf(policies.plan);

  test("reads, and rolls what the administrator is made of", () => {
    expect(actions.filter((action) => !/:(Describe|List)/.test(action))).toEqual(
      [
        "ec2:GetManagedPrefixListEntries",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "lambda:GetFunction",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:GetEventSourceMapping",
        "lambda:GetPolicy",
        "secretsmanager:GetRandomPassword",
        "secretsmanager:GetSecretValue",
        "secretsmanager:GetResourcePolicy",
        "sns:GetTopicAttributes",
        "sts:GetCallerIdentity",
      ].sort((left, right) => actions.indexOf(left) - actions.indexOf(right)),
    );
  });

  test("reads the administrator's secret, and no other user's", () => {
    expect(statementOf(policies.plan, "secretsmanager:GetSecretValue")).toEqual([
      {
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: "arn:aws:secretsmanager:*:*:secret:mqesm-*/administrator-*",
      },
    ]);
  });
});

describe("applying", () => {
  test("gives roles of ours to Lambda, and to nobody else", () => {
    expect(statementOf(policies.apply, "iam:PassRole")).toEqual([
      {
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: "arn:aws:iam::*:role/mqesm-*",
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      },
    ]);
  });

  test("makes Amazon MQ's service-linked role, and no other", () => {
    expect(statementOf(policies.apply, "iam:CreateServiceLinkedRole")).toEqual([
      {
        Effect: "Allow",
        Action: ["iam:CreateServiceLinkedRole"],
        Resource: "arn:aws:iam::*:role/aws-service-role/mq.amazonaws.com/*",
        Condition: { StringEquals: { "iam:AWSServiceName": "mq.amazonaws.com" } },
      },
    ]);
  });

  test.each(["apply", "destroy"] as const)("%s invokes functions of ours, and no others", (task) => {
    const [statement, ...others] = statementOf(policies[task], "lambda:InvokeFunction");
    expect(others).toEqual([]);
    expect(statement?.Resource).toBe("arn:aws:lambda:*:*:function:mqesm-*");
  });

  test.each([
    "ec2:CreateTags",
    "iam:TagRole",
    "lambda:TagResource",
    "logs:TagResource",
    "mq:CreateTags",
    "secretsmanager:TagResource",
  ])("may tag what it makes: %s", (action) => {
    expect(statementOf(policies.apply, action)).toHaveLength(1);
  });

  test("deletes nothing but interfaces and tags", () => {
    expect(actionsOf(policies.apply).filter((action) => /:(Delete|Release|Terminate)/.test(action))).toEqual([
      "ec2:DeleteNetworkInterfacePermission",
      "ec2:DeleteNetworkInterface",
      "ec2:DeleteTags",
      "mq:DeleteTags",
    ]);
  });
});

test("destroying creates nothing", () => {
  expect(actionsOf(policies.destroy).filter((action) => /:(Create|Put|Allocate|Authorize|Run)/.test(action))).toEqual(
    [],
  );
});

test("roles, functions, logs and secrets are ours by their names; nothing of IAM is allowed on everything, but to look for an identity provider", () => {
  for (const { Action, Resource } of Object.values(policies).flatMap(({ Statement }) => Statement)) {
    if (Action.some((action) => action.startsWith("iam:"))) {
      expect(Resource).toMatch(
        /^arn:aws:iam::\*:(role\/(mqesm-|aws-service-role\/mq\.amazonaws\.com\/)|oidc-provider\/(token\.actions\.githubusercontent\.com|app\.terraform\.io|\*)$)/,
      );
    }
    if (Resource === "*") {
      expect(Action.filter((action) => !/^(ec2|mq|sts|route53):/.test(action))).toEqual(
        Action.filter((action) => /EventSourceMapping$|^logs:DescribeLogGroups$|GetRandomPassword$/.test(action)),
      );
    }
  }
});
