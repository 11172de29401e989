import ipaddr from "ipaddr.js";

/** IPv4 addresses from the first to the last, both included, as numbers. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Ranges in ascending order that neither overlap nor touch. */
export type Ranges = readonly Range[];

const LAST_ADDRESS = 2 ** 32 - 1;

/** Every IPv4 address. */
export const EVERYWHERE: Ranges = [{ first: 0, last: LAST_ADDRESS }];

/** Blocks that are not routed on the internet, so that no service of AWS answers there under its public name. */
const NOT_PUBLIC = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];

/** The addresses of the internet, among them those of the public endpoints of AWS's services. */
export const INTERNET: Ranges = subtract(EVERYWHERE, union(NOT_PUBLIC.flatMap((block) => rangeOf(block) ?? [])));

/** The range of an IPv4 CIDR block; undefined where the text is none (see {@link isIpv6}). */
export function rangeOf(cidr: string): Range | undefined {
  const text = cidr.includes("/") ? cidr : `${cidr}/32`;
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
  const [address, length] = ipaddr.IPv4.parseCIDR(text);
  const size = 2 ** (32 - length);
  const value = address.octets.reduce((number, octet) => number * 256 + octet, 0);
  const first = value - (value % size);
  return { first, last: first + size - 1 };
}

/** Whether a text is an IPv6 address or CIDR block. */
export function isIpv6(cidr: string): boolean {
  return ipaddr.IPv6.isValidCIDR(cidr) || ipaddr.IPv6.isValid(cidr);
}

/** Length of the prefix of a block, 0 to 32. */
export function prefixLengthOf(range: Range): number {
  return 32 - Math.round(Math.log2(range.last - range.first + 1));
}

export function union(ranges: Iterable<Range>): Ranges {
  const sorted = [...ranges].sort((one, other) => one.first - other.first);
  const merged: Range[] = [];
  for (const range of sorted) {
    const before = merged.at(-1);
    if (before !== undefined && range.first <= before.last + 1) {
      if (range.last > before.last) merged[merged.length - 1] = { first: before.first, last: range.last };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

export function subtract(from: Ranges, taken: Ranges): Ranges {
  const rest: Range[] = [];
  let at = 0;
  for (const range of from) {
    let first = range.first;
    while (at < taken.length && (taken[at] as Range).last < first) at++;
    for (let next = at; next < taken.length && (taken[next] as Range).first <= range.last; next++) {
      const cut = taken[next] as Range;
      if (cut.first > first) rest.push({ first, last: cut.first - 1 });
      first = Math.max(first, cut.last + 1);
    }
    if (first <= range.last) rest.push({ first, last: range.last });
  }
  return rest;
}

export function intersect(one: Ranges, other: Ranges): Ranges {
  return subtract(one, subtract(EVERYWHERE, other));
}

/** Whether every address of `inner` is in `outer`. */
export function covers(outer: Ranges, inner: Ranges): boolean {
  return subtract(inner, outer).length === 0;
}

export function overlap(one: Ranges, other: Ranges): boolean {
  return intersect(one, other).length > 0;
}
