/** An attribute of an instance of some type. */
export interface AttributeOf {
  readonly instance: { readonly type: string };
  readonly attribute: string;
}

/** Resources and data sources whose ids denote objects of one kind. */
export const GROUPS = ["aws_security_group", "aws_default_security_group", "aws_security_groups"];
export const TABLES = ["aws_route_table", "aws_default_route_table", "aws_route_tables"];
export const ACLS = ["aws_network_acl", "aws_default_network_acl", "aws_network_acls"];
export const SUBNETS = ["aws_subnet", "aws_default_subnet", "aws_subnets", "aws_subnet_ids"];
export const VPCS = ["aws_vpc", "aws_default_vpc", "aws_vpcs"];

/**
 * Attributes that denote an object other than their own instance: objects that AWS makes along with another, and ids of
 * others that a data source shows.
 */
const DENOTED_BY_ATTRIBUTE = new Map<string, readonly string[]>([
  ["default_security_group_id", GROUPS],
  ["main_route_table_id", TABLES],
  ["default_route_table_id", TABLES],
  ["default_network_acl_id", ACLS],
  ["vpc_id", VPCS],
  ["subnet_id", SUBNETS],
  ["subnet_ids", SUBNETS],
  ["security_groups", GROUPS],
  ["security_group_ids", GROUPS],
  ["vpc_security_group_ids", GROUPS],
  ["network_interface_id", ["aws_network_interface"]],
  ["network_interface_ids", ["aws_network_interface"]],
  ["primary_network_interface_id", ["aws_network_interface"]],
  ["transit_gateway_id", ["aws_ec2_transit_gateway"]],
  ["internet_gateway_id", ["aws_internet_gateway"]],
  ["prefix_list_id", ["aws_prefix_list", "aws_ec2_managed_prefix_list"]],
  ["association_default_route_table_id", ["aws_ec2_transit_gateway_route_table"]],
  ["propagation_default_route_table_id", ["aws_ec2_transit_gateway_route_table"]],
]);

/** The object that an attribute denotes is another than the instance it belongs to. */
export function denotedTypes(target: AttributeOf): readonly string[] {
  return DENOTED_BY_ATTRIBUTE.get(target.attribute) ?? [target.instance.type];
}

/** Whether a target denotes an object of one of the types: itself, or an object that exists along with it. */
export function denotesOneOf(target: AttributeOf, types: readonly string[]): boolean {
  return denotedTypes(target).some((type) => types.includes(type));
}

/** Attributes whose known value identifies an instance. */
const IDENTIFYING = new Map<string, readonly string[]>([
  ["aws_iam_role", ["arn", "name", "id"]],
  ["aws_iam_policy", ["arn", "id", "name"]],
  ["aws_iam_policy_document", ["json", "minified_json"]],
  ["aws_lambda_function", ["arn", "function_name", "qualified_arn", "invoke_arn", "id"]],
  ["aws_lambda_alias", ["arn", "invoke_arn", "id"]],
  ["aws_secretsmanager_secret", ["arn", "id", "name"]],
  ["aws_mq_broker", ["arn", "id", "broker_name"]],
  ["aws_kms_key", ["arn", "key_id", "id"]],
  ["aws_kms_alias", ["arn", "name", "id"]],
  ["aws_route53_zone", ["zone_id", "id", "arn"]],
  ["aws_vpc", ["id", "arn"]],
  ["aws_eip", ["allocation_id", "id", "arn"]],
]);

/** How the name of an object stands in its ARN, or in what an argument takes instead. */
const NAME_IN_ARN = new Map<string, RegExp>([
  ["aws_iam_role", /^arn:[^:]+:iam::\d{12}:role\/(?:.+\/)?([^/]+)$/],
  ["aws_iam_policy", /^arn:[^:]+:iam::\d{12}:policy\/(?:.+\/)?([^/]+)$/],
  // Function name, partial ARN or ARN, with or without a version or alias.
  ["aws_lambda_function", /^(?:(?:arn:[^:]+:lambda:[^:]+:)?\d{12}:function:)?([\w-]+)(?::[\w$-]+)?$/],
  // AWS adds a hyphen and six characters to a secret's name.
  ["aws_secretsmanager_secret", /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:(.+)-[A-Za-z0-9]{6}$/],
  ["aws_mq_broker", /^arn:[^:]+:mq:[^:]+:\d{12}:broker:([^:]+):[^:]+$/],
]);

/** The name that a literal ARN of a type holds. */
export function nameInArn(text: string, type: string): string | undefined {
  return text.length > MAX_ARN ? undefined : NAME_IN_ARN.get(type)?.exec(text)?.[1];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const MAX_ARN = 2048;

const USUALLY_IDENTIFYING = ["id", "arn"];

export function identifyingAttributes(type: string): readonly string[] {
  return IDENTIFYING.get(type) ?? USUALLY_IDENTIFYING;
}

/** Attributes of a VPC that identify objects which exist without a resource. */
export const ALONG_WITH_VPC: readonly string[] = [
  "default_security_group_id",
  "main_route_table_id",
  "default_route_table_id",
  "default_network_acl_id",
];

/** Where to look up ids of a type, besides instances of the type: owner's types and attributes. */
export function madeAlongWith(type: string): readonly (readonly [string, string])[] {
  return ALONG_WITH_VPC.filter((attribute) => DENOTED_BY_ATTRIBUTE.get(attribute)?.includes(type)).flatMap(
    (attribute) => ["aws_vpc", "aws_default_vpc"].map((owner) => [owner, attribute] as const),
  );
}
