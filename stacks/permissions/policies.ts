import { settingsCatalogue } from "../../modules/settings";
import { type Actions, actionsByType } from "./actions";

/** What somebody does with Terraform. Applying and destroying plan first, and need both policies. */
export type Task = keyof Actions;

interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/** An IAM policy that one can paste. */
export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** What all names begin with, where no other project is set. */
const name = `${settingsCatalogue.project.default}-*`;

/** Where actions are allowed: the first line that fits. What is in no line AWS scopes by ids that nobody knows beforehand. */
const scopes: readonly (readonly [actions: RegExp, scope: Pick<Statement, "Resource" | "Condition">])[] = [
  [
    /^iam:CreateServiceLinkedRole$/,
    {
      Resource: "arn:aws:iam::*:role/aws-service-role/mq.amazonaws.com/*",
      Condition: { StringEquals: { "iam:AWSServiceName": "mq.amazonaws.com" } },
    },
  ],
  [
    /^iam:PassRole$/,
    {
      Resource: `arn:aws:iam::*:role/${name}`,
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
  ],
  [/^iam:/, { Resource: `arn:aws:iam::*:role/${name}` }],
  [
    /^ec2:\w+NetworkInterfacePermission$/,
    { Resource: "*", Condition: { StringEquals: { "ec2:AuthorizedService": "mq.amazonaws.com" } } },
  ],
  [/^lambda:\w+EventSourceMapping$/, { Resource: "*" }],
  [
    /^lambda:(ListTags|TagResource|UntagResource)$/,
    { Resource: [`arn:aws:lambda:*:*:function:${name}`, "arn:aws:lambda:*:*:event-source-mapping:*"] },
  ],
  [/^lambda:/, { Resource: `arn:aws:lambda:*:*:function:${name}` }],
  [/^logs:DescribeLogGroups$/, { Resource: "*" }],
  [
    /^logs:/,
    {
      Resource: [`arn:aws:logs:*:*:log-group:/aws/lambda/${name}`, `arn:aws:logs:*:*:log-group:/aws/lambda/${name}:*`],
    },
  ],
  [/^secretsmanager:GetRandomPassword$/, { Resource: "*" }],
  [
    /^secretsmanager:(Get|Put)SecretValue$|SecretVersionStage$/,
    { Resource: `arn:aws:secretsmanager:*:*:secret:${name}/administrator-*` },
  ],
  [/^secretsmanager:/, { Resource: `arn:aws:secretsmanager:*:*:secret:${name}` }],
  [/^s3:/, { Resource: `arn:aws:s3:::${settingsCatalogue.project.default}-terraform-state-*` }],
  [/./, { Resource: "*" }],
];

/**
 * The policy for one task with stacks that hold these types.
 *
 * @throws Error naming types of which nobody has written down what Terraform calls for them
 */
export function policyFor(task: Task, types: readonly string[]): Policy {
  const unknown = types.filter((type) => !Object.hasOwn(actionsByType, type));
  if (unknown.length > 0) {
    throw new Error(`Write down in stacks/permissions/actions.ts what Terraform calls for ${unknown.join(", ")}.`);
  }
  const actions = [...new Set(types.flatMap((type) => actionsByType[type]?.[task] ?? []))].sort();
  return {
    Version: "2012-10-17",
    Statement: scopes.flatMap(([fits, scope], index) => {
      const Action = actions.filter(
        (action) => fits.test(action) && !scopes.slice(0, index).some(([earlier]) => earlier.test(action)),
      );
      return Action.length === 0 ? [] : [{ Effect: "Allow" as const, Action, ...scope }];
    }),
  };
}
