import type { Random } from "../fuzz/random";
import type { Composition } from "./composition";
import { SERVICES } from "./composition";
import { anywhere, loginOf, NETWORK, rangesOf, unlessLacking, ZONES } from "./flat";

/** A part of a configuration, and how the others name what it makes. */
interface Part<T> {
  readonly text: string;
  readonly names: T;
}

/**
 * The same as `flat` makes, in the styles of the modules that people use: with local values, module calls, counts, loops, splats,
 * dynamic blocks, functions and policies in texts, each as the random numbers have it.
 */
export function styled(composition: Composition, name: string, random: Random): string {
  const writer = new Writer(random);
  const network = random.pick([localNetwork, countedNetwork, networkByZone])(composition, writer);
  const broker = random.pick([dynamicGroup, groupWithRules, groupByMatrix])(
    `${name}-broker`,
    "broker",
    brokerRule(composition),
    network.names.vpc,
    writer,
  );
  const endpoints = endpointsOf(composition, name, network.names, broker.names.group, writer);
  const orders = random.pick([plainBroker, brokerModule])(composition, name, network.names, broker.names.group, writer);
  const listener = random.pick([listenerModule, listenerWithPolicy])(composition, name, orders.names.arn, writer);
  const parts = [network, broker, endpoints, orders, login(composition, name), listener];
  return [...parts.map(({ text }) => text), writer.locals()].join("\n");
}

/** Writes expressions in ways that come to the same. */
class Writer {
  readonly #locals: string[] = [];

  constructor(readonly random: Random) {}

  locals(): string {
    return this.#locals.length === 0 ? "" : `locals {\n${this.#locals.map((local) => `  ${local}\n`).join("")}}\n`;
  }

  local(expression: string, name = `value_${this.#locals.length}`): string {
    this.#locals.push(`${name} = ${expression}`);
    return `local.${name}`;
  }

  /** The same value as `expression`, which comes to one text. */
  one(expression: string): string {
    const spelled = this.random.pick([
      () => expression,
      () => this.local(expression),
      () => `one([${expression}])`,
      () => `try(${expression}, null)`,
      () => `element([${expression}, "unused"], 0)`,
      () => `coalesce(${expression}, "unused")`,
      () => `join("", [${expression}])`,
      () => `"\${${expression}}"`,
      () => `lookup({ wanted = ${expression} }, "wanted", null)`,
      () => `merge({ wanted = "unused" }, { wanted = ${expression} }).wanted`,
      () => `concat([], [${expression}])[0]`,
      () => `true ? ${expression} : "unused"`,
    ])();
    return this.random.next() < 0.3 ? this.local(spelled) : spelled;
  }

  /** The same list as `expression`, which has `length` members. */
  list(expression: string, length: number): string {
    const keys = JSON.stringify(Array.from({ length }, (_, at) => `key-${at}`));
    const spelled = this.random.pick([
      () => expression,
      () => this.local(expression),
      () => `concat([], ${expression})`,
      () => `flatten([${expression}])`,
      () => `slice(concat(${expression}, ["unused"]), 0, ${length})`,
      () => `[for member in ${expression} : member]`,
      () => `values(zipmap(${keys}, ${expression}))`,
      () => `[for key, member in zipmap(${keys}, ${expression}) : member if key != "unused"]`,
      () => `tolist(${expression})`,
      () => `try(${expression}, [])`,
      () => `reverse(reverse(${expression}))`,
      () => `chunklist(${expression}, ${length})[0]`,
      () => `[for at in range(${length}) : (${expression})[at]]`,
      () => `${this.local(`{ list = ${expression} }`)}.list[*]`,
      () => `coalescelist([], ${expression})`,
    ])();
    return this.random.next() < 0.3 ? this.local(spelled) : spelled;
  }
}

interface NetworkNames {
  readonly vpc: string;
  /** A list of the private subnets' ids. */
  readonly subnets: string;
}

const ZONE_NAMES = Object.keys(ZONES).map((zone) => `eu-west-1${zone}`);
const RANGES = Object.values(ZONES);
const quoted = (texts: readonly string[]) => JSON.stringify(texts);

function localNetwork({ route }: Composition, writer: Writer): Part<NetworkNames> {
  const isOnline = route !== "none";
  const viaNat = route === "nat-gateway";
  const text = `
locals {
  zones  = zipmap(${quoted(ZONE_NAMES)}, ${quoted(RANGES)})
  public = ${viaNat} ? { (keys(local.zones)[0]) = "10.0.101.0/24" } : {}
  vpc    = aws_vpc.main
  tables = { private = aws_route_table.private[*].id }
}

resource "aws_vpc" "main" {
  cidr_block           = cidrsubnet("10.0.0.0/8", 8, 0)
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "main" {
  count = ${isOnline} ? 1 : 0

  vpc_id = local.vpc.id
}

resource "aws_subnet" "private" {
  for_each = local.zones

  vpc_id            = local.vpc.id
  cidr_block        = each.value
  availability_zone = each.key
}

resource "aws_subnet" "public" {
  for_each = local.public

  vpc_id            = local.vpc.id
  cidr_block        = each.value
  availability_zone = each.key
}

resource "aws_route_table" "private" {
  count = 1

  vpc_id = local.vpc.id
}

resource "aws_route_table" "public" {
  for_each = local.public

  vpc_id = local.vpc.id

  dynamic "route" {
    for_each = toset(["0.0.0.0/0"])

    content {
      cidr_block = route.value
      gateway_id = aws_internet_gateway.main[0].id
    }
  }
}

resource "aws_route_table_association" "private" {
  for_each = aws_subnet.private

  subnet_id      = each.value.id
  route_table_id = one(local.tables.private)
}

resource "aws_route_table_association" "public" {
  for_each = local.public

  subnet_id      = aws_subnet.public[each.key].id
  route_table_id = aws_route_table.public[each.key].id
}

resource "aws_eip" "nat" {
  for_each = local.public

  domain = "vpc"
}

resource "aws_nat_gateway" "main" {
  for_each = local.public

  subnet_id     = aws_subnet.public[each.key].id
  allocation_id = aws_eip.nat[each.key].id
}

resource "aws_route" "private" {
  count = ${isOnline} ? length(aws_route_table.private) : 0

  route_table_id         = local.tables.private[count.index]
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = ${viaNat ? "null" : "aws_internet_gateway.main[0].id"}
  nat_gateway_id         = ${viaNat ? "values(aws_nat_gateway.main)[0].id" : "null"}
}
`;
  const subnets = writer.random.pick([
    "values(aws_subnet.private)[*].id",
    "[for subnet in aws_subnet.private : subnet.id]",
    "[for zone in sort(keys(local.zones)) : aws_subnet.private[zone].id]",
  ]);
  return { text, names: { vpc: writer.one("local.vpc.id"), subnets } };
}

function countedNetwork({ route }: Composition, writer: Writer): Part<NetworkNames> {
  const viaNat = route === "nat-gateway";
  const text = `
module "network" {
  source = "../modules/network"

  name                      = "orders"
  cidr                      = "${NETWORK}"
  zones                     = ${quoted(ZONE_NAMES)}
  private_subnets           = ${quoted(RANGES)}
  public_subnets            = ${viaNat ? '["10.0.101.0/24", "10.0.102.0/24"]' : "[]"}
  enable_nat_gateway        = ${viaNat}
  single_nat_gateway        = ${writer.random.pick([true, false])}
  route_private_to_internet = ${route === "internet-gateway"}
}
`;
  return { text, names: { vpc: writer.one("module.network.vpc_id"), subnets: "module.network.private_subnets" } };
}

function networkByZone({ route }: Composition, writer: Writer): Part<NetworkNames> {
  const ranges = ZONE_NAMES.map((zone, at) => `"${zone}" = "${RANGES[at]}"`).join(", ");
  const natZones = writer.random.pick([ZONE_NAMES.slice(0, 1), ZONE_NAMES]);
  const isOnline = route === "internet-gateway";
  const publicSubnets = `
    public = {
      ranges              = zipmap(${quoted(ZONE_NAMES)}, ["10.0.101.0/24", "10.0.102.0/24"])
      nat_gateway_zones   = ${quoted(natZones)}
      connect_to_internet = true
    }`;
  const text = `
module "network" {
  source = "../modules/network-by-zone"

  cidr = "${NETWORK}"

  subnets = {
    private = {
      ranges              = { ${ranges} }
      connect_to_internet = ${isOnline}
      connect_to_nat      = ${route === "nat-gateway"}
    }${route === "nat-gateway" ? publicSubnets : ""}
  }
}
`;
  const attributes = "module.network.subnet_attributes_by_key";
  const subnets = writer.random.pick([
    `[for key, subnet in ${attributes} : subnet.id if split("/", key)[0] == "private"]`,
    `[for zone in ${quoted(ZONE_NAMES)} : ${attributes}["private/\${zone}"].id]`,
    `matchkeys(values(${attributes})[*].id, [for key in keys(${attributes}) : split("/", key)[0]], ["private"])`,
  ]);
  return { text, names: { vpc: writer.one("module.network.vpc_attributes.id"), subnets } };
}

/** Whom a group lets in: itself, a range, or another group. */
interface Rule {
  readonly port: number;
  readonly self?: true;
  readonly ranges?: string;
  readonly group?: string;
}

function brokerRule({ brokerAdmits }: Composition): Rule {
  const port = brokerAdmits === "https" ? 443 : 5671;
  if (brokerAdmits === "itself") return { port, self: true };
  return { port, ranges: rangesOf(brokerAdmits === "others" ? "others" : "network") };
}

type Group = Part<{ readonly group: string }>;

function dynamicGroup(name: string, label: string, rule: Rule, vpc: string, writer: Writer): Group {
  const text = `
locals {
  ${label}_rules = { for port in [${rule.port}] : "port-\${port}" => {
    port   = port
    self   = ${rule.self === true}
    ranges = ${rule.ranges ?? "[]"}
    groups = ${rule.group === undefined ? "[]" : `[${rule.group}]`}
  } }
}

resource "aws_security_group" "${label}" {
  name   = "${name}"
  vpc_id = ${vpc}

  dynamic "ingress" {
    for_each = local.${label}_rules
    iterator = rule

    content {
      from_port       = rule.value.port
      to_port         = rule.value.port
      protocol        = "tcp"
      self            = rule.value.self
      cidr_blocks     = length(rule.value.ranges) > 0 ? rule.value.ranges : null
      security_groups = length(rule.value.groups) > 0 ? rule.value.groups : null
    }
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;
  return { text, names: { group: writer.one(`aws_security_group.${label}.id`) } };
}

function groupWithRules(name: string, label: string, rule: Rule, vpc: string, writer: Writer): Group {
  const peer = rule.self
    ? "self = true"
    : rule.group === undefined
      ? `cidr_blocks = ${rule.ranges}`
      : `source_security_group_id = ${rule.group}`;
  const text = `
resource "aws_security_group" "${label}" {
  count = 1

  name   = "${name}"
  vpc_id = ${vpc}
}

locals {
  ${label}_group = concat(aws_security_group.${label}[*].id, [""])[0]
}

resource "aws_security_group_rule" "${label}" {
  for_each = toset(["${rule.port}"])

  type              = "ingress"
  security_group_id = local.${label}_group
  from_port         = tonumber(each.key)
  to_port           = each.value
  protocol          = "tcp"
  ${peer}
}

resource "aws_security_group_rule" "${label}_out" {
  for_each = { everywhere = "0.0.0.0/0" }

  type              = "egress"
  security_group_id = local.${label}_group
  from_port         = 0
  to_port           = 0
  protocol          = "-1"
  cidr_blocks       = [each.value]
}
`;
  return { text, names: { group: writer.one(`local.${label}_group`) } };
}

function groupByMatrix(name: string, label: string, rule: Rule, vpc: string, writer: Writer): Group {
  const text = `
module "${label}_group" {
  source = "../modules/group"

  name   = "${name}"
  vpc_id = ${vpc}
  groups = ${rule.group === undefined ? "{}" : `{ source = ${rule.group} }`}

  rule_matrix = [{
    ports      = [${rule.port}]
    self       = ${rule.self === true}
    cidrs      = ${rule.ranges ?? "[]"}
    group_keys = ${rule.group === undefined ? "[]" : '["source"]'}
  }]
}
`;
  return { text, names: { group: writer.one(`module.${label}_group.id`) } };
}

function endpointsOf(
  { endpoints, endpointsAdmit, privateDns }: Composition,
  name: string,
  { vpc, subnets }: NetworkNames,
  brokerGroup: string,
  writer: Writer,
): Part<null> {
  const rule: Rule =
    endpointsAdmit === "broker" ? { port: 443, group: brokerGroup } : { port: 443, ranges: rangesOf(endpointsAdmit) };
  const group = writer.random.pick([dynamicGroup, groupWithRules, groupByMatrix])(
    `${name}-endpoints`,
    "endpoints",
    rule,
    vpc,
    writer,
  );
  const taken = SERVICES.map(
    (service) =>
      `${service} = { service = "${service}", create = ${endpoints.includes(service)}, private_dns_enabled = ${privateDns} }`,
  );
  const inModule = `
module "endpoints" {
  source = "../modules/endpoints"

  vpc_id             = ${vpc}
  security_group_ids = [${group.names.group}]
  endpoints          = { for key, endpoint in { ${taken.join(", ")} } : key => merge(endpoint, { subnet_ids = ${writer.list(subnets, 2)} }) }
}
`;
  const loop = `
locals {
  services = ${quoted(endpoints)}
}

resource "aws_vpc_endpoint" "this" {
  for_each = toset(local.services)

  vpc_id              = ${vpc}
  service_name        = format("com.amazonaws.%s.%s", "eu-west-1", each.key)
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = ${privateDns}
  subnet_ids          = ${writer.list(subnets, 2)}
  security_group_ids  = ${writer.list(`[${group.names.group}]`, 1)}
}
`;
  return { text: `${group.text}${writer.random.pick([inModule, loop])}`, names: null };
}

type Broker = Part<{ readonly arn: string }>;

function placed({ nodes }: Composition, subnets: string, writer: Writer): string {
  if (nodes === "three") return writer.list(subnets, 2);
  const first = writer.random.pick([
    `[(${subnets})[0]]`,
    `slice(${subnets}, 0, 1)`,
    `[element(${subnets}, 0)]`,
    `chunklist(${subnets}, 1)[0]`,
  ]);
  return writer.list(first, 1);
}

const modeOf = ({ nodes }: Composition) => (nodes === "one" ? "SINGLE_INSTANCE" : "CLUSTER_MULTI_AZ");

function plainBroker(
  composition: Composition,
  name: string,
  { subnets }: NetworkNames,
  group: string,
  writer: Writer,
): Broker {
  const text = `
resource "aws_mq_broker" "orders" {
  for_each = { main = "${name}" }

  broker_name                = each.value
  engine_type                = "RabbitMQ"
  engine_version             = "3.13"
  host_instance_type         = "mq.m7g.medium"
  auto_minor_version_upgrade = true
  deployment_mode            = "${modeOf(composition)}"
  subnet_ids                 = ${placed(composition, subnets, writer)}
  security_groups            = ${writer.list(`[${group}]`, 1)}

  dynamic "user" {
    for_each = ["admin"]

    content {
      username = user.value
      password = "correct-horse-battery"
    }
  }
}
`;
  return { text, names: { arn: writer.one('aws_mq_broker.orders["main"].arn') } };
}

function brokerModule(
  composition: Composition,
  name: string,
  { subnets }: NetworkNames,
  group: string,
  writer: Writer,
): Broker {
  const text = `
module "broker" {
  source = "../modules/broker"

  name                     = "${name}"
  deployment_mode          = "${modeOf(composition)}"
  subnet_ids               = ${placed(composition, subnets, writer)}
  existing_security_groups = ${writer.list(`[${group}]`, 1)}
  users                    = [{ username = "admin", password = "correct-horse-battery" }]
}
`;
  return { text, names: { arn: writer.one("module.broker.broker_arn") } };
}

const SECRET = "aws_secretsmanager_secret.login[0].arn";

function login(composition: Composition, name: string): Part<null> {
  const text = `
resource "aws_secretsmanager_secret" "login" {
  count = 1

  name = "${name}"
}

resource "aws_secretsmanager_secret_version" "login" {
  count = length(aws_secretsmanager_secret.login)

  secret_id     = element(aws_secretsmanager_secret.login[*].id, count.index)
  secret_string = jsonencode(merge({ ${loginOf(composition)} }, { port = 5671 }))
}
`;
  return { text, names: null };
}

function listenerModule(composition: Composition, name: string, broker: string, writer: Writer): Part<null> {
  const text = `
module "listener" {
  source = "../modules/listener"

  function_name = "${name}"

  policy_statements = {
    network = { effect = "Allow", actions = ${quoted(anywhere(composition))}, resources = ["*"] }
    broker  = { actions = ["${unlessLacking(composition, "mq:DescribeBroker")}"], resources = ${writer.list(`[${broker}]`, 1)} }
    secret  = { actions = ["${unlessLacking(composition, "secretsmanager:GetSecretValue")}"], resources = [${writer.one(SECRET)}] }
  }

  event_source_mapping = {
    orders = {
      event_source_arn = ${broker}
      queues           = ["orders"]
      batch_size       = 5

      source_access_configuration = [
        { type = "BASIC_AUTH", uri = ${writer.one(SECRET)} },
        { type = "VIRTUAL_HOST", uri = "/" },
      ]
    }
  }
}
`;
  return { text, names: null };
}

function listenerWithPolicy(composition: Composition, name: string, broker: string, writer: Writer): Part<null> {
  const policy = writer.random.pick([encodedPolicy, policyOfDocument, policyInText])(composition, broker, writer);
  const text = `
locals {
  function = one(values(aws_lambda_function.listener)).arn
  access   = { BASIC_AUTH = ${writer.one(SECRET)}, VIRTUAL_HOST = "/" }
}

resource "aws_iam_role" "listener" {
  name               = "${name}"
  assume_role_policy = jsonencode({ Statement = [for service in ["lambda"] : { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "\${service}.amazonaws.com" } }] })
}
${policy}
resource "aws_lambda_function" "listener" {
  for_each = toset(["${name}"])

  function_name = each.key
  role          = ${writer.one("aws_iam_role.listener.arn")}
  s3_bucket     = "code"
  s3_key        = "listener.zip"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn = ${broker}
  function_name    = ${writer.one("local.function")}
  queues           = ["orders"]

  dynamic "source_access_configuration" {
    for_each = local.access

    content {
      type = source_access_configuration.key
      uri  = source_access_configuration.value
    }
  }
}
`;
  return { text, names: null };
}

function attached(policy: string, random: Random): string {
  const inline = `
resource "aws_iam_role_policy" "listener" {
  role   = aws_iam_role.listener.name
  policy = ${policy}
}
`;
  const managed = `
resource "aws_iam_policy" "listener" {
  count = 1

  policy = ${policy}
}

resource "aws_iam_role_policy_attachment" "listener" {
  for_each = { for at, policy in aws_iam_policy.listener : "policy-\${at}" => policy.arn }

  role       = aws_iam_role.listener.name
  policy_arn = each.value
}
`;
  return random.pick([inline, managed]);
}

function encodedPolicy(composition: Composition, broker: string, writer: Writer): string {
  const scoped = `[for action, resource in { "${unlessLacking(composition, "mq:DescribeBroker")}" = ${broker}, "${unlessLacking(composition, "secretsmanager:GetSecretValue")}" = ${writer.one(SECRET)} } : { Effect = "Allow", Action = action, Resource = [resource] }]`;
  const statements = `concat([{ Effect = "Allow", Action = ${quoted(anywhere(composition))}, Resource = ["*"] }], ${scoped})`;
  return attached(`jsonencode({ Version = "2012-10-17", Statement = ${statements} })`, writer.random);
}

function policyOfDocument(composition: Composition, broker: string, writer: Writer): string {
  const text = `
locals {
  allowed = {
    network = { actions = ${quoted(anywhere(composition))}, resources = ["*"] }
    broker  = { actions = ["${unlessLacking(composition, "mq:DescribeBroker")}"], resources = ${writer.list(`[${broker}]`, 1)} }
    secret  = { actions = ["${unlessLacking(composition, "secretsmanager:GetSecretValue")}"], resources = [${writer.one(SECRET)}] }
  }
}

data "aws_iam_policy_document" "listener" {
  count = 1

  dynamic "statement" {
    for_each = local.allowed

    content {
      sid       = title(statement.key)
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}
`;
  return `${text}${attached('join("", data.aws_iam_policy_document.listener[*].json)', writer.random)}`;
}

function policyInText(composition: Composition, broker: string, writer: Writer): string {
  const text = `<<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        %{~for action in ${quoted(anywhere(composition))}~}
        { "Effect": "Allow", "Action": "\${action}", "Resource": "*" },
        %{~endfor~}
        { "Effect": "Allow", "Action": "${unlessLacking(composition, "mq:DescribeBroker")}", "Resource": "\${${broker}}" },
        { "Effect": "Allow", "Action": "${unlessLacking(composition, "secretsmanager:GetSecretValue")}", "Resource": "\${${SECRET}}" }
      ]
    }
  POLICY
`;
  return attached(writer.local(text, "policy_text"), writer.random);
}
