import { Iam } from "../../../connectivity/aws/iam/iam";
import { activemq } from "../../../connectivity/event-sources/activemq";
import { rabbitmq } from "../../../connectivity/event-sources/rabbitmq";
import { findingsOf } from "../../../connectivity/mapping/findings";
import { Network } from "../../../connectivity/paths/network";
import { Assumptions } from "../../../connectivity/proof/assumptions";
import type { Model } from "../../../connectivity/terraform/model/model";
import { type FindingInWords, spelled } from "../../../connectivity/wording/report-in-words";
import { instanceAt, modelOf, planned, ref } from "../aws/iam/plan-builder";

export { planned, ref } from "../aws/iam/plan-builder";

type Resource = ReturnType<typeof planned>;

export const MAPPING = "aws_lambda_event_source_mapping.orders";
export const BROKER = "aws_mq_broker.orders";
export const ROLE = "aws_iam_role.listener";
export const FUNCTION = "aws_lambda_function.listener";
export const SECRET = "aws_secretsmanager_secret.broker";
export const POLICY = "aws_iam_role_policy.consume";
export const DOCUMENT = "data.aws_iam_policy_document.consume";

export const INTERFACE_ACTIONS = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
];

export const CONSUME = [
  { actions: ["mq:DescribeBroker"], resources: [ref(`${BROKER}.arn`)] },
  { actions: ["secretsmanager:GetSecretValue"], resources: [ref(`${SECRET}.arn`)] },
  { actions: INTERFACE_ACTIONS, resources: ["*"] },
  { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: ["*"] },
];

export const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
});

/** What the stack is made of: a private broker, and nothing that any rule has to say about. */
const RESOURCES: readonly Resource[] = [
  planned("aws_subnet.private", { vpc_id: "vpc-1", availability_zone: "eu-west-1a" }),
  planned("aws_security_group.broker", { vpc_id: "vpc-1" }),
  planned(BROKER, {
    broker_name: "orders",
    engine_type: "RabbitMQ",
    engine_version: "4.2",
    host_instance_type: "mq.m7g.medium",
    deployment_mode: "SINGLE_INSTANCE",
    auto_minor_version_upgrade: true,
    publicly_accessible: false,
    subnet_ids: [ref("aws_subnet.private.id")],
    security_groups: [ref("aws_security_group.broker.id")],
    user: [{ username: "operator", password: "correct-horse-battery" }],
  }),
  planned(SECRET, { name: "orders/broker" }, { computed: ["arn", "id", "policy"] }),
  planned("aws_secretsmanager_secret_version.broker", {
    secret_id: ref(`${SECRET}.id`),
    secret_string: '{"username":"operator","password":"correct-horse-battery"}',
  }),
  planned(
    ROLE,
    { name: "listener", path: "/", assume_role_policy: TRUST },
    { computed: ["arn", "id", "inline_policy", "managed_policy_arns"] },
  ),
  planned(DOCUMENT, { statement: CONSUME }, { computed: ["json", "minified_json", "id"] }),
  planned(POLICY, { name: "consume", role: ref(`${ROLE}.id`), policy: ref(`${DOCUMENT}.json`) }),
  planned(FUNCTION, { function_name: "listener", role: ref(`${ROLE}.arn`), timeout: 30 }),
  planned("aws_lambda_invocation.topology", { function_name: "topology" }),
  planned(
    MAPPING,
    {
      event_source_arn: ref(`${BROKER}.arn`),
      function_name: ref(`${FUNCTION}.arn`),
      queues: ["orders"],
      batch_size: 100,
      enabled: true,
      source_access_configuration: [{ type: "BASIC_AUTH", uri: ref(`${SECRET}.arn`) }],
    },
    { dependsOn: [POLICY, "aws_lambda_invocation.topology"] },
  ),
];

/** Values to change, by address. Undefined takes an argument away; null takes the resource away. */
export type Changes = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;

export function stackModel(changes: Changes = {}, ...more: Resource[]): Model {
  const kept = RESOURCES.filter(
    ({ address }) => changes[address] !== null && !more.some((one) => one.address === address),
  );
  return modelOf(...kept.map((resource) => changed(resource, changes[resource.address] ?? {})), ...more);
}

function changed(resource: Resource, changes: Readonly<Record<string, unknown>>): Resource {
  const entries = Object.entries({ ...resource.values, ...changes }).filter(([, value]) => value !== undefined);
  return { ...resource, values: Object.fromEntries(entries) };
}

/** The findings about the stack's mapping. `more` adds resources, or replaces those of the same address. */
export function findings(changes: Changes = {}, ...more: Resource[]): readonly FindingInWords[] {
  const model = stackModel(changes, ...more);
  const network = new Network(model, new Assumptions([]));
  const instance = instanceAt(model, BROKER);
  const source = [rabbitmq, activemq].find((kind) => kind.recognizes(instance) === "yes") ?? rabbitmq;
  const candidate = { instance, source };
  const placement = source.placementOf(instance, network);
  return findingsOf(instanceAt(model, MAPPING), candidate, placement, new Iam(model), network).map(spelled);
}

/** `rule at resource`, of the findings that decide the verdict. */
export function decisive(changes: Changes = {}, ...more: Resource[]): readonly string[] {
  return findings(changes, ...more)
    .filter(({ effect }) => effect !== "none")
    .map(({ rule, resource }) => `${rule} at ${resource}`);
}

/** The one finding of a rule. */
export function only(found: readonly FindingInWords[], rule: string): FindingInWords {
  const [first, ...others] = found.filter((finding) => finding.rule === rule);
  if (first === undefined || others.length > 0) throw new Error(`found ${JSON.stringify(found)}`);
  return first;
}
