import type { ItemName } from "./prices";

/** A resource's attributes, as far as they are known. */
export interface Attributes {
  readonly values: Readonly<Record<string, unknown>>;
  /** Names of the attributes that only the apply will show. */
  readonly unknown: readonly string[];
}

/** What a resource is billed for. */
export interface Charge {
  readonly item: ItemName;
  /** What the price depends on besides the Region, such as an instance type; null for nothing, or where it is not known. */
  readonly variant: string | null;
  /** How many of the item; null where it is not known. */
  readonly quantity: number | null;
}

type ChargesOf = (attributes: Attributes) => readonly Charge[];

/** What a resource of a type is billed for as long as it exists; nothing for types that are free, or billed by use alone. */
export function chargesOf(type: string, attributes: Attributes): readonly Charge[] {
  return isBilled(type) ? (CHARGES[type]?.(attributes) ?? []) : [];
}

/** Whether resources of a type are billed for at all. */
export function isBilled(type: string): boolean {
  return Object.hasOwn(CHARGES, type);
}

const CHARGES: Readonly<Record<string, ChargesOf>> = {
  aws_mq_broker: (attributes) => one("broker", textOf(attributes, "host_instance_type", "deployment_mode")),
  aws_vpc_endpoint: endpointCharges,
  aws_nat_gateway: natGatewayCharges,
  aws_eip: addressCharges,
  aws_secretsmanager_secret: secretCharges,
  aws_kms_key: () => one("kms-key"),
  aws_kms_replica_key: () => one("kms-key"),
  aws_lb: (attributes) => one("load-balancer", textOf(attributes, "load_balancer_type")),
  aws_instance: (attributes) => one("instance", textOf(attributes, "instance_type")),
  aws_db_instance: (attributes) => one("database", textOf(attributes, "instance_class")),
  aws_elasticache_cluster: (attributes) => one("cache", textOf(attributes, "node_type")),
  aws_elasticache_replication_group: (attributes) => one("cache", textOf(attributes, "node_type")),
  aws_msk_cluster: () => one("kafka-cluster"),
  aws_eks_cluster: () => one("kubernetes-cluster"),
  aws_networkfirewall_firewall: () => one("firewall"),
  aws_ec2_transit_gateway_vpc_attachment: () => one("transit-gateway-attachment"),
  aws_vpn_connection: () => one("vpn-connection"),
  aws_route53_resolver_endpoint: () => one("resolver-endpoint"),
  aws_lambda_provisioned_concurrency_config: () => one("provisioned-concurrency"),
};

/** An interface endpoint is billed in each zone, and has one subnet in each. Gateway endpoints, the default, are free. */
function endpointCharges({ values, unknown }: Attributes): readonly Charge[] {
  if (unknown.includes("vpc_endpoint_type")) return [{ item: "other-endpoint", variant: null, quantity: null }];
  const type = values.vpc_endpoint_type ?? "Gateway";
  if (type === "Gateway") return [];
  if (type !== "Interface") return one("other-endpoint", textOf({ values, unknown }, "vpc_endpoint_type"));
  const subnets = values.subnet_ids;
  const isShown = Array.isArray(subnets) && !unknown.includes("subnet_ids");
  return [{ item: "interface-endpoint", variant: null, quantity: isShown ? subnets.length : null }];
}

/** A regional NAT gateway spreads over the zones as traffic asks, and is billed in each. */
function natGatewayCharges({ values }: Attributes): readonly Charge[] {
  const isRegional = values.availability_mode === "regional";
  return [{ item: "nat-gateway", variant: null, quantity: isRegional ? null : 1 }];
}

/** Addresses of one's own pools are not billed. */
function addressCharges({ values }: Attributes): readonly Charge[] {
  const pool = values.public_ipv4_pool;
  const isOwn = (typeof pool === "string" && pool !== "amazon" && pool !== "") || !!values.customer_owned_ipv4_pool;
  return isOwn ? [] : one("public-ipv4-address");
}

/** Each replica is billed as a secret of its own, in its own Region; counted here with the secret. */
function secretCharges({ values, unknown }: Attributes): readonly Charge[] {
  const replicas = Array.isArray(values.replica) ? values.replica.length : 0;
  return [{ item: "secret", variant: null, quantity: unknown.includes("replica") ? null : 1 + replicas }];
}

function one(item: ItemName, variant: string | null = null): readonly Charge[] {
  return [{ item, variant, quantity: 1 }];
}

function textOf({ values, unknown }: Attributes, ...names: readonly string[]): string | null {
  const texts = names.filter((name) => !unknown.includes(name)).map((name) => values[name]);
  const known = texts.filter((text) => typeof text === "string" && text !== "");
  return known.length === 0 ? null : known.join(", ");
}
