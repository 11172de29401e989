import { gitHub } from "../../modules/github-identity";
import { settingsCatalogue } from "../../modules/settings";
import { type Actions, actionsByType } from "./actions";

/** What somebody does with Terraform. Applying and destroying plan first, and need both policies. */
export type Task = keyof Actions;

export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An IAM policy that one can paste. */
export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** Where what is allowed lies. Each part may hold what Terraform fills in. */
export interface Scope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** What names of roles, functions, log groups and secrets are like. */
  readonly names: string;
  /** What the bucket's name is like. */
  readonly bucket: string;
  /** Host of whom the account's identity provider is for. */
  readonly issuer: string;
}

/** Any account and Region, with the names that there are where no other project is set. */
export const anywhere: Scope = {
  partition: "aws",
  region: "*",
  account: "*",
  names: `${settingsCatalogue.project.default}-*`,
  bucket: `${settingsCatalogue.project.default}-terraform-state-*`,
  issuer: gitHub.host,
};

/** Where actions are allowed: the first line that fits. What is in no line AWS scopes by ids that nobody knows beforehand. */
function rules({ partition, region, account, names, bucket, issuer }: Scope) {
  const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
  const role = (path: string) => `arn:${partition}:iam::${account}:role/${path}`;
  const provider = (path: string) => `arn:${partition}:iam::${account}:oidc-provider/${path}`;
  const lines: readonly (readonly [actions: RegExp, scope: Pick<Statement, "Resource" | "Condition">])[] = [
    [
      /^iam:CreateServiceLinkedRole$/,
      {
        Resource: role("aws-service-role/mq.amazonaws.com/*"),
        Condition: { StringEquals: { "iam:AWSServiceName": "mq.amazonaws.com" } },
      },
    ],
    [
      /^iam:PassRole$/,
      { Resource: role(names), Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } } },
    ],
    [/^iam:ListOpenIDConnectProviders$/, { Resource: provider("*") }],
    [/^iam:\w+OpenIDConnectProvider/, { Resource: provider(issuer) }],
    [/^iam:/, { Resource: role(names) }],
    [
      /^ec2:\w+NetworkInterfacePermission$/,
      { Resource: "*", Condition: { StringEquals: { "ec2:AuthorizedService": "mq.amazonaws.com" } } },
    ],
    [/^lambda:\w+EventSourceMapping$/, { Resource: "*" }],
    [
      /^lambda:(ListTags|TagResource|UntagResource)$/,
      { Resource: [arn("lambda", `function:${names}`), arn("lambda", "event-source-mapping:*")] },
    ],
    [/^lambda:/, { Resource: arn("lambda", `function:${names}`) }],
    [/^logs:DescribeLogGroups$/, { Resource: "*" }],
    [
      /^logs:/,
      {
        Resource: [arn("logs", `log-group:/aws/lambda/${names}`), arn("logs", `log-group:/aws/lambda/${names}:*`)],
      },
    ],
    [/^secretsmanager:GetRandomPassword$/, { Resource: "*" }],
    [
      /^secretsmanager:(Get|Put)SecretValue$|SecretVersionStage$/,
      { Resource: arn("secretsmanager", `secret:${names}/administrator-*`) },
    ],
    [/^secretsmanager:/, { Resource: arn("secretsmanager", `secret:${names}`) }],
    // In one statement: a role's policies are bounded in length.
    [
      /^(cloudwatch|events|sns):/,
      { Resource: [arn("cloudwatch", `alarm:${names}`), arn("events", `rule/${names}`), arn("sns", names)] },
    ],
    // An API is named by an id that nobody knows beforehand; to tag is to post to its tags.
    [
      /^apigateway:/,
      {
        Resource: ["/apis", "/apis/*", "/tags/*"].map((path) => `arn:${partition}:apigateway:${region}::${path}`),
      },
    ],
    [/^s3:/, { Resource: `arn:${partition}:s3:::${bucket}` }],
    [/./, { Resource: "*" }],
  ];
  return lines;
}

/**
 * The policy for one task with stacks that hold these types.
 *
 * @throws Error naming types of which nobody has written down what Terraform calls for them
 */
export function policyFor(task: Task, types: readonly string[], scope = anywhere): Policy {
  const unknown = types.filter((type) => !Object.hasOwn(actionsByType, type));
  if (unknown.length > 0) {
    throw new Error(`Write down in stacks/permissions/actions.ts what Terraform calls for ${unknown.join(", ")}.`);
  }
  const actions = [...new Set(types.flatMap((type) => actionsByType[type]?.[task] ?? []))].sort();
  return {
    Version: "2012-10-17",
    Statement: rules(scope).flatMap(([fits, where], index, all) => {
      const Action = actions.filter(
        (action) => fits.test(action) && !all.slice(0, index).some(([earlier]) => earlier.test(action)),
      );
      return Action.length === 0 ? [] : [{ Effect: "Allow" as const, Action, ...where }];
    }),
  };
}
