import ipaddr from "ipaddr.js";

/** Numbers of an address range: the first address, how long addresses are, and how long the prefix is. */
interface Range {
  readonly first: bigint;
  readonly bits: number;
  readonly prefix: number;
}

function rangeOf(cidr: string): Range | undefined {
  if (!ipaddr.isValidCIDR(cidr)) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const bytes = address.toByteArray();
  const bits = bytes.length * 8;
  const host = BigInt(bits - prefix);
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return { first: (number >> host) << host, bits, prefix };
}

function addressOf(number: bigint, bits: number): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) =>
    Number((number >> BigInt(bits - 8 * (index + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

/**
 * Part of an address range.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/cidrsubnet
 */
export function cidrSubnet(cidr: string, newBits: number, number: number): string | undefined {
  const range = rangeOf(cidr);
  if (range === undefined || !Number.isInteger(newBits) || newBits < 0 || !Number.isSafeInteger(number))
    return undefined;
  const prefix = range.prefix + newBits;
  if (prefix > range.bits || number < 0 || BigInt(number) >= 1n << BigInt(newBits)) return undefined;
  return `${addressOf(range.first + (BigInt(number) << BigInt(range.bits - prefix)), range.bits)}/${prefix}`;
}

/**
 * An address in a range; negative numbers count from its end.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/cidrhost
 */
export function cidrHost(cidr: string, number: number): string | undefined {
  const range = rangeOf(cidr);
  if (range === undefined || !Number.isSafeInteger(number)) return undefined;
  const size = 1n << BigInt(range.bits - range.prefix);
  const offset = number < 0 ? size + BigInt(number) : BigInt(number);
  return offset < 0n || offset >= size ? undefined : addressOf(range.first + offset, range.bits);
}

/**
 * Parts of an address range, one after another, each with so many bits more.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/cidrsubnets
 */
export function cidrSubnets(cidr: string, newBits: readonly number[]): readonly string[] | undefined {
  const range = rangeOf(cidr);
  if (range === undefined) return undefined;
  const end = range.first + (1n << BigInt(range.bits - range.prefix));
  const subnets: string[] = [];
  let next = range.first;
  for (const bits of newBits) {
    const prefix = range.prefix + bits;
    if (!Number.isInteger(bits) || bits < 1 || prefix > range.bits) return undefined;
    const size = 1n << BigInt(range.bits - prefix);
    const first = ((next + size - 1n) / size) * size;
    if (first + size > end) return undefined;
    subnets.push(`${addressOf(first, range.bits)}/${prefix}`);
    next = first + size;
  }
  return subnets;
}

/** @see https://developer.hashicorp.com/terraform/language/functions/cidrnetmask */
export function cidrNetmask(cidr: string): string | undefined {
  const range = rangeOf(cidr);
  if (range === undefined || range.bits !== 32) return undefined;
  return addressOf(((1n << BigInt(range.prefix)) - 1n) << BigInt(range.bits - range.prefix), range.bits);
}
