/** A price as a source shows it. */
export interface KnownPrice {
  /** US dollars for one of it, for each hour or month. */
  readonly usd: number;
  /** The Regions that the source names. In any other the price is unknown: prices differ by Region. */
  readonly regions: readonly string[] | "every Region";
  /** Where it was read. */
  readonly source: string;
  /** The source's date, or the day on which AWS's page was read: a day, or a month where the source says no more. */
  readonly asOf: string;
}

/** Something that AWS bills for as long as it exists, used or not. */
export interface BilledItem {
  readonly title: string;
  /** What is counted: one of it, and several. */
  readonly counted: readonly [one: string, several: string];
  readonly per: "hour" | "month";
  /** AWS's price list, which decides. */
  readonly priceList: string;
  /** None where no dated source was found: then its cost is unknown, never nothing. */
  readonly prices: readonly KnownPrice[];
}

/** AWS's own price examples reckon a month as 730 hours. */
export const HOURS_IN_MONTH = 730;

const BREAK_EVEN = "https://www.zacfukuda.com/blog/aws-nat-gateway-vs-vpc-endpoint";

/** All prices that the project knows, in the order in which costs are listed. What is billed by use, such as traffic, is not here. */
export const priceTable = {
  broker: unpriced("Amazon MQ broker", ["broker", "brokers"], "https://aws.amazon.com/amazon-mq/pricing/"),
  "interface-endpoint": {
    title: "Interface endpoint",
    counted: ["zone of an endpoint", "zones of endpoints"],
    per: "hour",
    priceList: "https://aws.amazon.com/privatelink/pricing/",
    prices: [{ usd: 0.01, regions: ["us-east-1"], source: BREAK_EVEN, asOf: "2026-06-01" }],
  },
  "nat-gateway": {
    title: "NAT gateway",
    counted: ["gateway", "gateways"],
    per: "hour",
    priceList: "https://aws.amazon.com/vpc/pricing/",
    prices: [
      { usd: 0.045, regions: ["us-east-1"], source: BREAK_EVEN, asOf: "2026-06-01" },
      { usd: 0.045, regions: ["us-east-2"], source: "https://aws.amazon.com/vpc/pricing/", asOf: "2026-09-20" },
    ],
  },
  "public-ipv4-address": {
    title: "Public IPv4 address",
    counted: ["address", "addresses"],
    per: "hour",
    priceList: "https://aws.amazon.com/vpc/pricing/",
    prices: [
      {
        usd: 0.005,
        regions: "every Region",
        source: "https://community.aws/content/2c6cKl0W4KQZIO6dWnnDHs1tHSp/aws-to-charge-public-ipv4-addresses",
        asOf: "2024-05-21",
      },
    ],
  },
  secret: {
    title: "Secret",
    counted: ["secret", "secrets"],
    per: "month",
    priceList: "https://aws.amazon.com/secrets-manager/pricing/",
    // AWS's examples are reckoned in its first Region where they name none.
    prices: [
      {
        usd: 0.4,
        regions: ["us-east-1"],
        source: "https://aws.amazon.com/secrets-manager/pricing/",
        asOf: "2026-09-20",
      },
    ],
  },
  "other-endpoint": unpriced(
    "VPC endpoint of another type",
    ["endpoint", "endpoints"],
    "https://aws.amazon.com/privatelink/pricing/",
  ),
  "kms-key": unpriced("KMS key", ["key", "keys"], "https://aws.amazon.com/kms/pricing/"),
  "load-balancer": unpriced(
    "Load balancer",
    ["load balancer", "load balancers"],
    "https://aws.amazon.com/elasticloadbalancing/pricing/",
  ),
  instance: unpriced("EC2 instance", ["instance", "instances"], "https://aws.amazon.com/ec2/pricing/"),
  database: unpriced("RDS instance", ["instance", "instances"], "https://aws.amazon.com/rds/pricing/"),
  cache: unpriced("ElastiCache cluster", ["cluster", "clusters"], "https://aws.amazon.com/elasticache/pricing/"),
  "kafka-cluster": unpriced("MSK cluster", ["cluster", "clusters"], "https://aws.amazon.com/msk/pricing/"),
  "kubernetes-cluster": unpriced("EKS cluster", ["cluster", "clusters"], "https://aws.amazon.com/eks/pricing/"),
  firewall: unpriced("Network firewall", ["firewall", "firewalls"], "https://aws.amazon.com/network-firewall/pricing/"),
  "transit-gateway-attachment": unpriced(
    "Transit gateway attachment",
    ["attachment", "attachments"],
    "https://aws.amazon.com/transit-gateway/pricing/",
  ),
  "vpn-connection": unpriced("VPN connection", ["connection", "connections"], "https://aws.amazon.com/vpn/pricing/"),
  "resolver-endpoint": unpriced(
    "Route 53 resolver endpoint",
    ["endpoint", "endpoints"],
    "https://aws.amazon.com/route53/pricing/",
  ),
  "provisioned-concurrency": unpriced(
    "Lambda provisioned concurrency",
    ["configuration", "configurations"],
    "https://aws.amazon.com/lambda/pricing/",
  ),
} as const satisfies Readonly<Record<string, BilledItem>>;

export type ItemName = keyof typeof priceTable;

/** The price of an item in a Region; null where the table has none, or the Region is not known. */
export function priceOf(item: ItemName, region: string | null): KnownPrice | null {
  const known: readonly KnownPrice[] = priceTable[item].prices;
  const holds = ({ regions }: KnownPrice) =>
    regions === "every Region" || (region !== null && regions.includes(region));
  return known.find(holds) ?? null;
}

/** US dollars a month for so many of an item. */
export function monthlyUsd(item: ItemName, { usd }: KnownPrice, quantity: number): number {
  const times = priceTable[item].per === "hour" ? HOURS_IN_MONTH : 1;
  return inCents(usd * times * quantity);
}

/** Sums of binary fractions, as whole cents. */
export function inCents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function unpriced(title: string, counted: BilledItem["counted"], priceList: string): BilledItem {
  return { title, counted, per: "hour", priceList, prices: [] };
}
