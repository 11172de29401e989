import type { Random } from "../fuzz/random";
import {
  type Changes,
  changed,
  configuration,
  endpointFor,
  ref,
  SERVICES,
  WITH_ENDPOINTS,
  WITH_NAT,
} from "../paths/stack";
import { isObject, type Json, type JsonObject, mapTexts } from "./json";

const eachService = (make: (service: string) => readonly [address: string, values: JsonObject | null]): Changes =>
  Object.fromEntries(SERVICES.map(make));

const ALLOW_ALL = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] });
const EVERYTHING = { protocol: "-1", rule_action: "allow", cidr_block: "0.0.0.0/0", from_port: 0, to_port: 0 };

/** Rules, entries and permissions by resources of their own. */
const COMMON_TIES: Changes = {
  "aws_security_group.broker": { ingress: null, egress: null },
  "aws_vpc_security_group_ingress_rule.broker": {
    security_group_id: ref("aws_security_group.broker.id"),
    referenced_security_group_id: ref("aws_security_group.broker.id"),
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 5671,
  },
  "aws_vpc_security_group_egress_rule.broker": {
    security_group_id: ref("aws_security_group.broker.id"),
    prefix_list_id: ref("aws_ec2_managed_prefix_list.anywhere.id"),
    ip_protocol: "-1",
  },
  "aws_ec2_managed_prefix_list.anywhere": { name: "anywhere", address_family: "IPv4", max_entries: 2 },
  "aws_ec2_managed_prefix_list_entry.anywhere": {
    prefix_list_id: ref("aws_ec2_managed_prefix_list.anywhere.id"),
    cidr: "0.0.0.0/0",
  },
  "aws_network_acl.private": { vpc_id: ref("aws_vpc.main.id") },
  "aws_network_acl_association.private": {
    network_acl_id: ref("aws_network_acl.private.id"),
    subnet_id: ref("aws_subnet.private.id"),
  },
  "aws_network_acl_rule.in": {
    network_acl_id: ref("aws_network_acl.private.id"),
    rule_number: 100,
    egress: false,
    ...EVERYTHING,
  },
  "aws_network_acl_rule.out": {
    network_acl_id: ref("aws_network_acl.private.id"),
    rule_number: 100,
    egress: true,
    ...EVERYTHING,
  },
  "aws_iam_role_policy.listener": null,
  "aws_iam_policy.listener": {
    name: "listener",
    policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Action: ["mq:*", "ec2:*", "secretsmanager:*", "logs:*", "kms:*"], Resource: "*" }],
    }),
  },
  "aws_iam_role_policy_attachment.listener": {
    role: ref("aws_iam_role.listener.name"),
    policy_arn: ref("aws_iam_policy.listener.arn"),
  },
  "aws_kms_key.orders": {},
  "aws_kms_key_policy.orders": { key_id: ref("aws_kms_key.orders.key_id"), policy: ALLOW_ALL },
  "aws_secretsmanager_secret.orders": { kms_key_id: ref("aws_kms_key.orders.arn") },
  "aws_secretsmanager_secret_policy.orders": {
    secret_arn: ref("aws_secretsmanager_secret.orders.arn"),
    policy: ALLOW_ALL,
  },
  "aws_secretsmanager_secret_version.orders": {
    secret_id: ref("aws_secretsmanager_secret.orders.id"),
    secret_string: JSON.stringify({ username: "listener", password: "correct-horse-battery" }),
  },
  "aws_vpc_dhcp_options.main": { domain_name_servers: ["AmazonProvidedDNS"] },
  "aws_vpc_dhcp_options_association.main": {
    vpc_id: ref("aws_vpc.main.id"),
    dhcp_options_id: ref("aws_vpc_dhcp_options.main.id"),
  },
  "aws_route53_resolver_rule.office": { domain_name: "office.example.com", rule_type: "FORWARD" },
  "aws_route53_resolver_rule_association.office": {
    vpc_id: ref("aws_vpc.main.id"),
    resolver_rule_id: ref("aws_route53_resolver_rule.office.id"),
  },
};

/** Endpoints whose subnets, groups, private DNS and policies are resources of their own. */
const ENDPOINT_TIES: Changes = {
  ...eachService((service) => [
    `aws_vpc_endpoint.${service}`,
    { ...(endpointFor(service) as JsonObject), subnet_ids: null, security_group_ids: null, private_dns_enabled: false },
  ]),
  ...eachService((service) => [
    `aws_vpc_endpoint_subnet_association.${service}`,
    { vpc_endpoint_id: ref(`aws_vpc_endpoint.${service}.id`), subnet_id: ref("aws_subnet.private.id") },
  ]),
  ...eachService((service) => [
    `aws_vpc_endpoint_security_group_association.${service}`,
    {
      vpc_endpoint_id: ref(`aws_vpc_endpoint.${service}.id`),
      security_group_id: ref("aws_security_group.endpoints.id"),
      replace_default_association: true,
    },
  ]),
  ...eachService((service) => [
    `aws_vpc_endpoint_policy.${service}`,
    { vpc_endpoint_id: ref(`aws_vpc_endpoint.${service}.id`), policy: ALLOW_ALL },
  ]),
};

const PRIVATE_DNS: Changes = eachService((service) => [
  `aws_vpc_endpoint_private_dns.${service}`,
  { vpc_endpoint_id: ref(`aws_vpc_endpoint.${service}.id`), private_dns_enabled: true },
]);

/** Names by private hosted zones of another VPC. */
const ZONES: Changes = {
  "aws_vpc.hub": { cidr_block: "10.9.0.0/16" },
  ...eachService((service) => [
    `aws_route53_zone.${service}`,
    { name: `${service}.eu-west-1.amazonaws.com`, vpc: [{ vpc_id: ref("aws_vpc.hub.id") }] },
  ]),
  ...eachService((service) => [
    `aws_route53_zone_association.${service}`,
    { zone_id: ref(`aws_route53_zone.${service}.zone_id`), vpc_id: ref("aws_vpc.main.id") },
  ]),
  ...eachService((service) => [
    `aws_route53_record.${service}`,
    {
      zone_id: ref(`aws_route53_zone.${service}.zone_id`),
      name: "",
      type: "A",
      alias: [
        {
          name: ref(`aws_vpc_endpoint.${service}.dns_entry[0].dns_name`),
          zone_id: "Z1",
          evaluate_target_health: false,
        },
      ],
    },
  ]),
};

/** A way out whose gateway, main route table and exclusion are tied to the VPC by resources of their own. */
const NAT_TIES: Changes = {
  "aws_internet_gateway.main": { vpc_id: null },
  "aws_internet_gateway_attachment.main": {
    vpc_id: ref("aws_vpc.main.id"),
    internet_gateway_id: ref("aws_internet_gateway.main.id"),
  },
  "aws_main_route_table_association.public": {
    vpc_id: ref("aws_vpc.main.id"),
    route_table_id: ref("aws_route_table.public.id"),
  },
  "aws_route_table_association.public": null,
  "aws_vpc_block_public_access_options.all": { internet_gateway_block_mode: "block-bidirectional" },
  "aws_vpc_block_public_access_exclusion.main": {
    vpc_id: ref("aws_vpc.main.id"),
    internet_gateway_exclusion_mode: "allow-bidirectional",
  },
};

/** Stacks that work, in which most of what belongs together is tied by resources of their own. */
const STACKS: readonly Changes[] = [
  changed(WITH_ENDPOINTS, { ...COMMON_TIES, ...ENDPOINT_TIES, ...PRIVATE_DNS }),
  changed(WITH_ENDPOINTS, { ...COMMON_TIES, ...ENDPOINT_TIES, ...ZONES }),
  changed(WITH_NAT, { ...COMMON_TIES, ...NAT_TIES }),
];

const DENY_ALL = JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }] });

/** What breaks a stack, where it has what is broken. */
const FAULTS: readonly Changes[] = [
  {},
  {},
  { "aws_network_acl_rule.in": { rule_action: "deny" } },
  { "aws_vpc_dhcp_options.main": { domain_name_servers: ["10.0.0.53"] } },
  { "aws_route53_resolver_rule.office": { domain_name: "amazonaws.com" } },
  { "aws_secretsmanager_secret_policy.orders": { policy: DENY_ALL } },
  { "aws_secretsmanager_secret_version.orders": { secret_string: "{}" } },
  { "aws_kms_key_policy.orders": { policy: DENY_ALL } },
  { "aws_vpc_endpoint_policy.sts": { policy: DENY_ALL } },
  { "aws_vpc_endpoint_security_group_association.lambda": { security_group_id: ref("aws_security_group.decoy.id") } },
  { "aws_ec2_managed_prefix_list_entry.anywhere": { cidr: "192.0.2.0/24" } },
  { "aws_vpc_security_group_ingress_rule.broker": { from_port: 22, to_port: 22 } },
];

/** One more object of each type, which nothing is tied to: what a tie may be about instead. */
const DECOYS: Changes = {
  "aws_vpc.decoy": { cidr_block: "10.1.0.0/16" },
  "aws_subnet.decoy": { vpc_id: ref("aws_vpc.main.id"), cidr_block: "10.0.201.0/24", availability_zone: "eu-west-1a" },
  "aws_security_group.decoy": { vpc_id: ref("aws_vpc.main.id") },
  "aws_route_table.decoy": { vpc_id: ref("aws_vpc.main.id") },
  "aws_network_acl.decoy": { vpc_id: ref("aws_vpc.main.id") },
  "aws_vpc_endpoint.decoy": {
    vpc_id: ref("aws_vpc.main.id"),
    service_name: "com.amazonaws.eu-west-1.ssm",
    vpc_endpoint_type: "Interface",
  },
  "aws_route53_zone.decoy": { name: "example.com", vpc: [{ vpc_id: ref("aws_vpc.main.id") }] },
  "aws_internet_gateway.decoy": {},
  "aws_nat_gateway.decoy": { subnet_id: ref("aws_subnet.decoy.id"), connectivity_type: "private" },
  "aws_iam_role.decoy": { name: "decoy" },
  "aws_iam_policy.decoy": { name: "decoy", policy: JSON.stringify({ Statement: [] }) },
  "aws_secretsmanager_secret.decoy": { name: "decoy" },
  "aws_kms_key.decoy": {},
  "aws_ec2_managed_prefix_list.decoy": { name: "decoy", address_family: "IPv4", max_entries: 1 },
  "aws_vpc_dhcp_options.decoy": { domain_name_servers: ["AmazonProvidedDNS"] },
  "aws_route53_resolver_rule.decoy": { domain_name: "example.com", rule_type: "FORWARD" },
};

const REFERENCE = /^\$\{(\w+)\.(\w+)\.([\w.[\]]+)\}$/;

/** A stack with some of its ties, spelled three ways. */
export interface Tied {
  readonly name: string;
  /** As the stack has them. */
  readonly certain: unknown;
  /** About another object each. */
  readonly other: unknown;
  /** About one of the two, and nothing shows which. */
  readonly uncertain: unknown;
}

export function anyTied(random: Random): Tied {
  const stack = random.pick(STACKS);
  const fault = Object.entries(random.pick(FAULTS)).filter(([address]) => address in stack);
  const broken = changed(stack, Object.fromEntries(fault));
  const ties = Object.entries(broken).flatMap(([address, values]) =>
    values === null
      ? []
      : [...new Set(referencesIn(values as JsonObject))].map((reference) => ({ address, reference })),
  );
  const chosen = Array.from({ length: 1 + random.below(2) }, () => random.pick(ties));
  const spelled = (spell: (reference: string) => string) => {
    const changes = new Map(Object.entries({ ...broken, ...DECOYS }));
    for (const { address, reference } of chosen) {
      const respell = (text: string) => (text === reference ? spell(reference) : text);
      changes.set(address, mapTexts((changes.get(address) ?? {}) as Json, respell) as JsonObject);
    }
    return { ...Object(configuration(Object.fromEntries(changes))), variable: { choice: {} } };
  };
  return {
    name: [
      ...fault.map(([address]) => `broken ${address}`),
      ...chosen.map((tie) => `${tie.address}: ${tie.reference}`),
    ].join(", "),
    certain: spelled((reference) => reference),
    other: spelled(decoyOf),
    uncertain: spelled(
      (reference) => `\${var.choice ? ${reference.slice(2, -1)} : ${decoyOf(reference).slice(2, -1)}}`,
    ),
  };
}

function decoyOf(reference: string): string {
  return reference.replace(REFERENCE, "$${$1.decoy.$3}");
}

/** References to what there is a decoy of. */
function referencesIn(json: Json): string[] {
  if (typeof json === "string") return `${REFERENCE.exec(json)?.[1]}.decoy` in DECOYS ? [json] : [];
  if (Array.isArray(json)) return json.flatMap(referencesIn);
  return isObject(json) ? Object.values(json).flatMap(referencesIn) : [];
}
