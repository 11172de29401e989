/** A partition of AWS: Regions with ARNs, service principals and DNS names of their own. */
export interface Partition {
  /** As it stands in ARNs, such as `aws-cn`. */
  readonly name: string;
  /** How the names of its Regions begin. */
  readonly regions: RegExp;
  /** The domain of its services' names. */
  readonly dnsSuffix: string;
}

const COMMERCIAL: Partition = { name: "aws", regions: /^/, dnsSuffix: "amazonaws.com" };

/**
 * Every partition, the one that all other Regions belong to last.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
export const PARTITIONS: readonly Partition[] = [
  { name: "aws-cn", regions: /^cn-/, dnsSuffix: "amazonaws.com.cn" },
  { name: "aws-us-gov", regions: /^us-gov-/, dnsSuffix: "amazonaws.com" },
  { name: "aws-iso", regions: /^us-iso-/, dnsSuffix: "c2s.ic.gov" },
  { name: "aws-iso-b", regions: /^us-isob-/, dnsSuffix: "sc2s.sgov.gov" },
  { name: "aws-iso-e", regions: /^eu-isoe-/, dnsSuffix: "cloud.adc-e.uk" },
  { name: "aws-iso-f", regions: /^us-isof-/, dnsSuffix: "csp.hci.ic.gov" },
  { name: "aws-eusc", regions: /^eusc-/, dnsSuffix: "amazonaws.eu" },
  COMMERCIAL,
];

/** The domains of all services' names. */
export const DNS_SUFFIXES: readonly string[] = [...new Set(PARTITIONS.map(({ dnsSuffix }) => dnsSuffix))];

/** A domain as names of endpoint services and of prefix lists begin, such as `com.amazonaws`. */
export function reversed(dnsSuffix: string): string {
  return dnsSuffix.split(".").reverse().join(".");
}

/** How names of endpoint services and of prefix lists begin. */
export const ENDPOINT_PREFIXES: readonly string[] = DNS_SUFFIXES.map(reversed);

/** The partition that a Region is in. */
export function partitionOf(region: string): Partition {
  return PARTITIONS.find(({ regions }) => regions.test(region)) ?? COMMERCIAL;
}
