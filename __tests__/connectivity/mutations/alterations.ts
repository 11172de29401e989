import { type Block, isObject, type Json, type JsonObject } from "./document";

/** What becomes of one value. Undefined: the argument is left out. */
export interface Alteration {
  /** Such as `flipped`, `to udp`, `to refer to security-groups/clients`. */
  readonly kind: string;
  readonly value: Json | undefined;
}

/** Words that an argument takes besides the one it has: the other side of each line that AWS draws. */
const vocabularies: Readonly<Record<string, readonly Json[]>> = {
  ip_protocol: ["tcp", "udp", "icmp", "-1"],
  vpc_endpoint_type: ["Interface", "Gateway", "GatewayLoadBalancer"],
  engine_type: ["RabbitMQ", "ActiveMQ"],
  engine_version: ["4.2", "3.13", "4.3", "3.12"],
  host_instance_type: ["mq.m7g.medium", "mq.m7g.large", "mq.m5.large", "mq.t3.micro"],
  deployment_mode: ["SINGLE_INSTANCE", "CLUSTER_MULTI_AZ", "ACTIVE_STANDBY_MULTI_AZ"],
  timeout: [840, 841],
  "source_access_configuration.type": ["BASIC_AUTH", "VIRTUAL_HOST", "SASL_SCRAM_512_AUTH"],
  "principals.type": ["Service", "AWS"],
  "principals.identifiers": ["lambda.amazonaws.com", "ec2.amazonaws.com", "mq.amazonaws.com"],
  domain: ["vpc", "standard"],
};

/** An address of nothing in the document, for each kind of thing that can be referred to. */
const strangers: Readonly<Record<string, string>> = {
  aws_vpc: "vpc-0123456789abcdef0",
  aws_subnet: "subnet-0123456789abcdef0",
  aws_security_group: "sg-0123456789abcdef0",
  aws_route_table: "rtb-0123456789abcdef0",
  aws_internet_gateway: "igw-0123456789abcdef0",
  aws_nat_gateway: "nat-0123456789abcdef0",
  aws_eip: "eipalloc-0123456789abcdef0",
  aws_mq_broker: "arn:aws:mq:us-east-1:111122223333:broker:other:b-0123",
  aws_lambda_function: "arn:aws:lambda:us-east-1:111122223333:function:other",
  aws_iam_role: "arn:aws:iam::111122223333:role/other",
  aws_secretsmanager_secret: "arn:aws:secretsmanager:us-east-1:111122223333:secret:other-AbCdEf",
};

const REFERENCE = /^\$\{(data\.)?(\w+)\.([\w-]+)((?:\.\w+)+)\}$/;
const RANGE = /(^|_)cidr_(block|ipv4)$/;

/**
 * All alterations of a value, by its shape and by the words its argument takes.
 *
 * @param argument path of the argument in its block, without positions
 * @param peers every block of the document, for references to lead elsewhere
 */
export function alterationsOf(argument: string, value: Json, peers: readonly Block[]): Alteration[] {
  if (typeof value === "boolean") return [{ kind: "flipped", value: !value }];
  const words = vocabulary(argument);
  if (words !== undefined && !Array.isArray(value)) {
    return words.filter((word) => word !== value).map((word) => ({ kind: `to ${word}`, value: word }));
  }
  if (typeof value === "number") {
    return [
      { kind: "one more", value: value + 1 },
      { kind: "one less", value: value - 1 },
    ];
  }
  if (typeof value === "string") return alterationsOfText(argument, value, peers);
  if (value === null) return [];
  if (isObject(value))
    return argument === "statement" ? [{ kind: "denying", value: { ...value, effect: "Deny" } }] : [];
  return value.map((member, index) => ({
    kind: `without ${nameOfMember(member, index)}`,
    value: value.toSpliced(index, 1),
  }));
}

function vocabulary(argument: string): readonly Json[] | undefined {
  const names = argument.split(".");
  return vocabularies[names.slice(-2).join(".")] ?? vocabularies[names.at(-1) ?? ""];
}

function alterationsOfText(argument: string, text: string, peers: readonly Block[]): Alteration[] {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
  if (argument === "for_each") return [{ kind: "to nothing", value: "${{}}" }];
  if (argument === "subnet_ids" && !REFERENCE.test(text))
    return [{ kind: "to a stranger", value: [strangers.aws_subnet ?? null] }];
  if (RANGE.test(argument)) {
    return [
      { kind: "to a narrower range", value: text === "0.0.0.0/0" ? "0.0.0.0/1" : "10.0.0.0/28" },
      { kind: "to another range", value: "192.168.77.0/28" },
    ];
  }
  if (/\.?actions$/.test(argument)) {
    const service = text.slice(0, text.indexOf(":"));
    return [
      { kind: "to another action", value: `${service}:TagResource` },
      { kind: "to all of the service", value: `${service}:*` },
    ];
  }
  if (/\.?resources$/.test(argument)) {
    const elsewhere = { kind: "to elsewhere", value: "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0123456789abcdef0" };
    return text === "*"
      ? [elsewhere]
      : [elsewhere, { kind: "to everything", value: "*" }, ...leadingElsewhere(text, peers)];
  }
  return REFERENCE.test(text) ? leadingElsewhere(text, peers) : [{ kind: "to another text", value: `${text}-other` }];
}

function leadingElsewhere(text: string, peers: readonly Block[]): Alteration[] {
  const [, data, type, name, attribute] = REFERENCE.exec(text) ?? [];
  if (type === undefined) return [];
  const others = peers.filter(
    (peer) => peer.type === type && peer.name !== name && (peer.mode === "data") === Boolean(data),
  );
  const stranger = strangers[type];
  return [
    ...others.map(({ address, role }) => ({ kind: `to refer to ${role}`, value: `\${${address}${attribute}}` })),
    ...(stranger === undefined ? [] : [{ kind: "to a stranger", value: stranger }]),
  ];
}

/** Mistakes that take several arguments at once: a rule for another port, a route to another kind of gateway. */
export function jointAlterations(
  { type, values }: Block,
  peers: readonly Block[],
): { kind: string; values: JsonObject }[] {
  const { from_port: from, to_port: to } = values;
  if (typeof from === "number" && typeof to === "number") {
    return [1, -1].map((step) => ({
      kind: `ports to ${from + step}`,
      values: { ...values, from_port: from + step, to_port: to + step },
    }));
  }
  if (type !== "aws_route") return [];
  const { gateway_id: _, nat_gateway_id: __, ...route } = values;
  return peers.flatMap(({ type: gateway, address, role }) => {
    const argument = routeTargets[gateway];
    const isAnotherKind = argument !== undefined && !(argument in values);
    return isAnotherKind ? [{ kind: `target to ${role}`, values: { ...route, [argument]: `\${${address}.id}` } }] : [];
  });
}

const routeTargets: Readonly<Record<string, string>> = {
  aws_internet_gateway: "gateway_id",
  aws_nat_gateway: "nat_gateway_id",
};

/** What a member of a list is called: a block by the argument that tells it apart, anything else by itself. */
export function nameOfMember(member: Json | undefined, index: number): string {
  if (isObject(member)) return String(member.sid ?? member.type ?? member.name ?? index);
  return typeof member === "string" && !member.includes("${") ? member : String(index);
}
