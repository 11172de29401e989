import {
  check,
  type FindingInWords,
  type HopInWords,
  type HopTarget,
  inWords,
  type MappingReportInWords,
} from "../../../connectivity";

/** Arguments of a resource. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Resources or data sources by address; null takes away what a stack has. */
export type Changes = Readonly<Record<string, Arguments | null>>;

export const MAPPING = "aws_lambda_event_source_mapping.orders";
export const SERVICES = ["sts", "secretsmanager", "lambda"] as const;

const EVERYTHING_OUT = { from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] };

/** What every stack has: a broker and a mapping with a role that may do all it has to. */
const COMMON: Changes = {
  "aws_vpc.main": { cidr_block: "10.0.0.0/16", enable_dns_support: true, enable_dns_hostnames: true },
  "aws_subnet.private": { vpc_id: ref("aws_vpc.main.id"), cidr_block: "10.0.1.0/24", availability_zone: "eu-west-1a" },
  "aws_security_group.broker": {
    vpc_id: ref("aws_vpc.main.id"),
    ingress: [{ from_port: 5671, to_port: 5671, protocol: "tcp", self: true }],
    egress: [EVERYTHING_OUT],
  },
  "aws_mq_broker.orders": {
    broker_name: "orders",
    engine_type: "RabbitMQ",
    engine_version: "4.2",
    host_instance_type: "mq.m7g.medium",
    deployment_mode: "SINGLE_INSTANCE",
    auto_minor_version_upgrade: true,
    subnet_ids: [ref("aws_subnet.private.id")],
    security_groups: [ref("aws_security_group.broker.id")],
    user: [{ username: "operator", password: "correct-horse-battery" }],
  },
  "aws_secretsmanager_secret.orders": { name: "orders" },
  "aws_iam_role.listener": {
    name: "listener",
    assume_role_policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
    }),
  },
  "aws_iam_role_policy.listener": {
    role: ref("aws_iam_role.listener.id"),
    policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Action: ["mq:*", "ec2:*", "secretsmanager:*", "logs:*"], Resource: "*" }],
    }),
  },
  "aws_lambda_function.listener": {
    function_name: "listener",
    role: ref("aws_iam_role.listener.arn"),
    handler: "index.handler",
    runtime: "nodejs22.x",
    timeout: 30,
  },
  [MAPPING]: {
    event_source_arn: ref("aws_mq_broker.orders.arn"),
    function_name: ref("aws_lambda_function.listener.arn"),
    queues: ["orders"],
    source_access_configuration: [{ type: "BASIC_AUTH", uri: ref("aws_secretsmanager_secret.orders.arn") }],
    depends_on: ["aws_iam_role_policy.listener"],
  },
};

/** A private subnet that is routed to a NAT gateway. */
export const WITH_NAT: Changes = {
  ...COMMON,
  "aws_internet_gateway.main": { vpc_id: ref("aws_vpc.main.id") },
  "aws_subnet.public": { vpc_id: ref("aws_vpc.main.id"), cidr_block: "10.0.101.0/24", availability_zone: "eu-west-1a" },
  "aws_route_table.public": { vpc_id: ref("aws_vpc.main.id") },
  "aws_route.public": {
    route_table_id: ref("aws_route_table.public.id"),
    destination_cidr_block: "0.0.0.0/0",
    gateway_id: ref("aws_internet_gateway.main.id"),
  },
  "aws_route_table_association.public": {
    subnet_id: ref("aws_subnet.public.id"),
    route_table_id: ref("aws_route_table.public.id"),
  },
  "aws_eip.nat": { domain: "vpc" },
  "aws_nat_gateway.main": { subnet_id: ref("aws_subnet.public.id"), allocation_id: ref("aws_eip.nat.id") },
  "aws_route_table.private": { vpc_id: ref("aws_vpc.main.id") },
  "aws_route.private": {
    route_table_id: ref("aws_route_table.private.id"),
    destination_cidr_block: "0.0.0.0/0",
    nat_gateway_id: ref("aws_nat_gateway.main.id"),
  },
  "aws_route_table_association.private": {
    subnet_id: ref("aws_subnet.private.id"),
    route_table_id: ref("aws_route_table.private.id"),
  },
};

/** An isolated subnet with an endpoint for each service. */
export const WITH_ENDPOINTS: Changes = {
  ...COMMON,
  "aws_security_group.endpoints": {
    vpc_id: ref("aws_vpc.main.id"),
    ingress: [
      { from_port: 443, to_port: 443, protocol: "tcp", security_groups: [ref("aws_security_group.broker.id")] },
    ],
  },
  ...Object.fromEntries(SERVICES.map((service) => [`aws_vpc_endpoint.${service}`, endpointFor(service)])),
};

export function endpointFor(service: string): Arguments {
  return {
    vpc_id: ref("aws_vpc.main.id"),
    service_name: `com.amazonaws.eu-west-1.${service}`,
    vpc_endpoint_type: "Interface",
    subnet_ids: [ref("aws_subnet.private.id")],
    security_group_ids: [ref("aws_security_group.endpoints.id")],
    private_dns_enabled: true,
  };
}

/** A reference, as synthesized configuration spells it. */
export function ref(attribute: string): string {
  return `\${${attribute}}`;
}

/** A stack with some arguments changed: what is given is merged into what the resource has. */
export function changed(stack: Changes, changes: Changes): Changes {
  const result: Record<string, Arguments | null> = { ...stack };
  for (const [address, change] of Object.entries(changes)) {
    result[address] = change === null ? null : { ...result[address], ...change };
  }
  return result;
}

/** The change that takes resources away. */
export function without(...addresses: readonly string[]): Changes {
  return Object.fromEntries(addresses.map((address) => [address, null]));
}

/** A stack with resources added or replaced as a whole. */
export function replaced(stack: Changes, changes: Changes): Changes {
  return { ...stack, ...changes };
}

/** The stack as `cdk.tf.json`. */
export function configuration(stack: Changes): unknown {
  const json: Record<string, Record<string, Record<string, unknown>>> = { resource: {}, data: {} };
  for (const [address, given] of Object.entries(stack)) {
    if (given === null) continue;
    const [mode, [type = "", name = ""]] = address.startsWith("data.")
      ? (["data", address.slice(5).split(".")] as const)
      : (["resource", address.split(".")] as const);
    const types = json[mode] ?? {};
    const named = types[type] ?? {};
    Object.defineProperty(named, name, { value: given, enumerable: true });
    types[type] = named;
  }
  return json;
}

/** What the check says about one stack's mapping. */
export class Verdict {
  readonly mapping: MappingReportInWords;
  readonly findings: readonly FindingInWords[];

  constructor(inputs: readonly unknown[], assume: readonly string[] = []) {
    const named = inputs.map((json, index) => ({ name: `input-${index}`, json }));
    const report = inWords(check(named, { assume }));
    const [mapping] = report.mappings;
    if (mapping === undefined) throw new Error("the stack has no mapping");
    this.mapping = mapping;
    this.findings = report.findings;
  }

  /** The hop to a target; from a certain subnet, where there are several. */
  to(target: HopTarget, from?: string): HopInWords {
    const hop = this.mapping.hops.find(
      (found) => found.target === target && (from === undefined || found.from === from),
    );
    if (hop === undefined) throw new Error(`no hop to ${target}`);
    return hop;
  }

  /** Verdict and reason of each hop, the same for all services where it is. */
  get hops(): Readonly<Record<string, string>> {
    const texts = new Map<string, Set<string>>();
    for (const { target, verdict, reason } of this.mapping.hops) {
      const key = target === "broker" ? "broker" : "services";
      texts.set(key, (texts.get(key) ?? new Set()).add(reason === null ? verdict : `${verdict}: ${reason}`));
    }
    return Object.fromEntries([...texts].map(([key, values]) => [key, [...values].join(", ")]));
  }
}

export function verdictOn(stack: Changes, ...assume: readonly string[]): Verdict {
  return new Verdict([configuration(stack)], assume);
}
