import { ACLS, ALONG_WITH_VPC, type AttributeOf, denotedTypes, GROUPS, SUBNETS, TABLES, VPCS } from "./identity";

/** The arguments of an instance, of which those that are known are a scalar. */
interface Arguments {
  readonly type: string;
  get(argument: string): { readonly kind: string; readonly value?: unknown };
}

/** The types of object whose ids an argument takes, by the argument's name. */
const TAKEN_BY_ARGUMENT: readonly (readonly [RegExp, readonly string[]])[] = [
  [/security_groups?(_ids?)?$/, GROUPS],
  [/^subnets?(_ids?)?$|_subnets?(_ids?)?$/, SUBNETS],
  [/nat_gateway_id$/, ["aws_nat_gateway"]],
  [/egress_only_gateway_id$/, ["aws_egress_only_internet_gateway"]],
  [/transit_gateway_id$/, ["aws_ec2_transit_gateway"]],
  // A route's gateway_id is for internet and virtual private gateways, but AWS takes a NAT gateway's id there as well.
  [/^gateway_id$/, ["aws_internet_gateway", "aws_vpn_gateway", "aws_nat_gateway", "aws_vpc_endpoint"]],
  [/peering_connection_id$/, ["aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter"]],
  [/network_interface_id$/, ["aws_network_interface"]],
  [/vpc_endpoint_id$/, ["aws_vpc_endpoint"]],
  [/core_network_arn$/, ["aws_networkmanager_core_network"]],
  [/prefix_list_ids?$/, ["aws_ec2_managed_prefix_list", "aws_prefix_list"]],
  [/route_table_ids?$/, TABLES],
  [/network_acl_id$/, ACLS],
  [/^vpc_ids?$|_vpc_id$/, VPCS],
  [
    /^event_source_arn$/,
    [
      "aws_mq_broker",
      "aws_msk_cluster",
      "aws_msk_serverless_cluster",
      "aws_docdb_cluster",
      "aws_sqs_queue",
      "aws_kinesis_stream",
      "aws_kinesis_stream_consumer",
      "aws_dynamodb_table",
    ],
  ],
];

/** The types of object whose ids or ARNs an argument of this name takes; undefined where its name does not say it. */
export function typesTakenBy(argument: string): readonly string[] | undefined {
  return TAKEN_BY_ARGUMENT.find(([pattern]) => pattern.test(argument))?.[1];
}

/**
 * Whether an argument of this name can take the target. Decides which of several references, of which the plan lost the
 * place, belongs to an argument.
 */
export function fits(argument: string, target: AttributeOf): boolean {
  if (/cidr|(^|_)ip(v[46])?(_|$)/.test(argument)) return /cidr|(^|_)ip(_|$)|prefix/.test(target.attribute);
  const taken = typesTakenBy(argument);
  return taken === undefined || denotedTypes(target).some((type) => taken.includes(type));
}

/** The attribute that an argument takes of an object of a type, where the plan shows only the object. */
export function usualAttribute(argument: string, type?: string): string {
  // All that a policy document has for others is its text.
  if (type === "aws_iam_policy_document") return "json";
  if (/(^|_)arns?$/.test(argument)) return "arn";
  if (/cidr/.test(argument)) return "cidr_block";
  if (/(^|_)name$/.test(argument)) return "name";
  return "id";
}

/** Arguments that mean "none" where the configuration leaves them blank, though a plan says "known after apply". */
const NONE_WHEN_BLANK = new Map<string, readonly string[]>([
  ["aws_security_group", ["ingress", "egress"]],
  ["aws_default_security_group", ["ingress", "egress"]],
  ["aws_route_table", ["route", "propagating_vgws"]],
  ["aws_default_route_table", ["route", "propagating_vgws"]],
  ["aws_network_acl", ["ingress", "egress", "subnet_ids"]],
  ["aws_default_network_acl", ["ingress", "egress", "subnet_ids"]],
  ["aws_vpc_endpoint", ["subnet_ids", "route_table_ids"]],
  ["aws_ec2_managed_prefix_list", ["entry"]],
]);

export function isNoneWhenBlank(type: string, argument: string): boolean {
  return NONE_WHEN_BLANK.get(type)?.includes(argument) ?? false;
}

/**
 * Arguments that the provider computes where they are left blank, so that a plan calls them "known after apply" though the
 * expression that stands there comes to null. Of those that are judged.
 */
const COMPUTED_WHEN_BLANK = new Map<string, readonly string[]>([
  [
    "aws_lambda_event_source_mapping",
    [
      "amazon_managed_kafka_event_source_config",
      "maximum_record_age_in_seconds",
      "maximum_retry_attempts",
      "parallelization_factor",
      "self_managed_kafka_event_source_config",
    ],
  ],
  ["aws_mq_broker", ["authentication_strategy"]],
  ["aws_vpc", ["enable_dns_hostnames"]],
  ["aws_vpc_endpoint", ["dns_options", "ip_address_type", "private_dns_enabled"]],
]);

export function isComputedWhenBlank(type: string, argument: string): boolean {
  return COMPUTED_WHEN_BLANK.get(type)?.includes(argument) ?? false;
}

/** Those of them that tell RabbitMQ from LDAP, and a name that works from one that does not: no guess is good enough for these. */
const DECISIVE = new Set(["authentication_strategy", "enable_dns_hostnames", "private_dns_enabled"]);

/** Whether an argument holds a number or word that nobody makes of ids and ARNs. */
export function isPlainSetting(argument: string): boolean {
  return !DECISIVE.has(argument);
}

/** Arguments that are spelled as blocks or as a list of objects: each member is an object, never an id. */
const BLOCKS_AS_ATTRIBUTES = new Set(["ingress", "egress", "route"]);

export function isBlocksAsAttribute(argument: string): boolean {
  return BLOCKS_AS_ATTRIBUTES.has(argument);
}

/** Attributes that take the value of an argument of the same instance. */
const SET_TOGETHER = new Map<string, ReadonlyMap<string, string>>([["terraform_data", new Map([["output", "input"]])]]);

export function setTogetherWith(type: string, attribute: string): string | undefined {
  return SET_TOGETHER.get(type)?.get(attribute);
}

/** Resources that only tie others together: nothing names them, so that which of several is which does not matter. */
const TIES = new Set([
  "aws_iam_role_policy_attachment",
  "aws_internet_gateway_attachment",
  "aws_kms_key_policy",
  "aws_main_route_table_association",
  "aws_network_acl_association",
  "aws_network_acl_rule",
  "aws_route",
  "aws_route53_record",
  "aws_route53_resolver_rule_association",
  "aws_route53_zone_association",
  "aws_route_table_association",
  "aws_secretsmanager_secret_policy",
  "aws_security_group_rule",
  "aws_vpc_dhcp_options_association",
  "aws_vpc_endpoint_policy",
  "aws_vpc_endpoint_private_dns",
  "aws_vpc_endpoint_route_table_association",
  "aws_vpc_endpoint_security_group_association",
  "aws_vpc_endpoint_subnet_association",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpn_gateway_route_propagation",
]);

export function isTie(type: string): boolean {
  return TIES.has(type);
}

/**
 * Whether an argument of a collection takes one member only, given the instance's other arguments: a broker that is a single
 * instance has one subnet, whatever list the subnet is taken from.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html
 */
export function takesOne(instance: Arguments, argument: string): boolean {
  if (instance.type !== "aws_mq_broker" || argument !== "subnet_ids") return false;
  const mode = instance.get("deployment_mode");
  return mode.kind === "scalar" && (mode.value === null || mode.value === "SINGLE_INSTANCE");
}

/**
 * Whether an argument of a collection takes two members at least: a private broker of several nodes has subnets in two zones,
 * so that a list made from two subnets holds both.
 */
export function takesTwo(instance: Arguments, argument: string): boolean {
  if (instance.type !== "aws_mq_broker" || argument !== "subnet_ids") return false;
  const [mode, access] = [instance.get("deployment_mode"), instance.get("publicly_accessible")];
  const isPrivate = access.kind === "scalar" && (access.value === null || access.value === false);
  return isPrivate && mode.kind === "scalar" && /_MULTI_AZ$/.test(String(mode.value));
}

/** Attributes that AWS fills in and no argument sets. */
const FILLED_IN = new Set(["id", "arn", ...ALONG_WITH_VPC]);

export function isFilledIn(attribute: string): boolean {
  return FILLED_IN.has(attribute);
}
