/**
 * What AWS's own policies allow of the actions that a mapping needs. Statements whose resources or conditions narrow
 * them below that are left out. As published on 2026-03-07.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const DESCRIBE_GROUPS_SUBNETS_VPCS = ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"];
const DESCRIBE = ["ec2:DescribeNetworkInterfaces", ...DESCRIBE_GROUPS_SUBNETS_VPCS];
const INTERFACES = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", ...DESCRIBE];

/** Actions that a policy allows on every resource, by the policy's name without path. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ["*"],
  PowerUserAccess: ["mq:*", "secretsmanager:*", "kms:*", "ec2:*", "logs:*", "lambda:*", "sts:*"],
  ReadOnlyAccess: ["mq:DescribeBroker", ...DESCRIBE],
  SecurityAudit: ["mq:DescribeBroker", ...DESCRIBE],
  ViewOnlyAccess: DESCRIBE,
  NetworkAdministrator: INTERFACES,
  SystemAdministrator: [...INTERFACES, ...LOGS],
  AWSLambdaBasicExecutionRole: LOGS,
  AWSLambdaVPCAccessExecutionRole: [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    ...LOGS,
  ],
  AWSLambdaENIManagementAccess: [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
  ],
  AWSLambdaMSKExecutionRole: [...INTERFACES, ...LOGS],
  AWSLambdaSQSQueueExecutionRole: LOGS,
  AWSLambdaKinesisExecutionRole: LOGS,
  AWSLambdaDynamoDBExecutionRole: LOGS,
  AWSLambdaExecute: LOGS,
  AWSLambdaRole: [],
  AWSLambda_FullAccess: DESCRIBE_GROUPS_SUBNETS_VPCS,
  AWSLambda_ReadOnlyAccess: DESCRIBE_GROUPS_SUBNETS_VPCS,
  AmazonMQFullAccess: ["mq:*", ...INTERFACES],
  AmazonMQApiFullAccess: ["mq:*", ...INTERFACES],
  AmazonMQReadOnlyAccess: ["mq:DescribeBroker", ...DESCRIBE],
  AmazonMQApiReadOnlyAccess: ["mq:DescribeBroker", ...DESCRIBE],
  SecretsManagerReadWrite: ["secretsmanager:*", ...DESCRIBE_GROUPS_SUBNETS_VPCS],
  AmazonVPCFullAccess: INTERFACES,
  AmazonVPCReadOnlyAccess: DESCRIBE,
  AmazonEC2FullAccess: ["ec2:*"],
  AmazonEC2ReadOnlyAccess: DESCRIBE,
  CloudWatchLogsFullAccess: LOGS,
  CloudWatchFullAccess: LOGS,
  CloudWatchFullAccessV2: LOGS,
  CloudWatchLambdaInsightsExecutionRolePolicy: ["logs:CreateLogGroup"],
  AWSXRayDaemonWriteAccess: [],
  AWSXrayWriteOnlyAccess: [],
  AmazonS3FullAccess: [],
  AmazonS3ReadOnlyAccess: [],
  AmazonDynamoDBFullAccess: DESCRIBE_GROUPS_SUBNETS_VPCS,
  AmazonSQSFullAccess: [],
  AmazonSNSFullAccess: [],
};

/** The policies that deny any of these actions; all others only allow. */
const DENYING: ReadonlySet<string> = new Set(["AWSDenyAll", "AWSIAMIdentityCenterAllowListForIdentityContext"]);

/** What an AWS managed policy does. */
export type ManagedPolicy =
  | { readonly kind: "allows"; readonly actions: readonly string[] }
  | { readonly kind: "denies-all" }
  /** It may allow more, and denies nothing. */
  | { readonly kind: "unlisted" }
  /** A permissions boundary and the like: it may deny as well. */
  | { readonly kind: "may-deny" };

/** The AWS managed policy with an ARN of any partition; null when the ARN is not one of AWS's own policies. */
export function managedPolicy(arn: string): ManagedPolicy | null {
  const path = /^arn:aws[a-z0-9-]*:iam::aws:policy\/([\w+=,.@/-]+)$/.exec(arn)?.[1];
  if (path === undefined) return null;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (DENYING.has(name)) return { kind: "denies-all" };
  const actions = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
  if (actions !== undefined) return { kind: "allows", actions };
  return /Boundary|Deny|Quarantine|UnlockBucket|UnlockQueue|RootUser/.test(name)
    ? { kind: "may-deny" }
    : { kind: "unlisted" };
}
