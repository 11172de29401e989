import ipaddr from "ipaddr.js";
import { z } from "zod";

/**
 * The types of values that a setting may have. Each accepts the value's own type (from `cdktf.json`) and its text form
 * (from an environment variable), and says in words what is allowed.
 */
export interface ValueType<T> {
  /** Turns what was given into the value, or refuses it. */
  readonly schema: z.ZodType<T>;
  /** What is allowed, as a clause that reads well after "must be". */
  readonly allowed: string;
}

/** One line of text that matches a pattern. */
export function text(pattern: RegExp, allowed: string): ValueType<string> {
  return { schema: z.string().regex(pattern), allowed };
}

/** One of a few words. */
export function oneOf<const T extends readonly [string, ...string[]]>(...words: T): ValueType<T[number]> {
  return { schema: z.enum(words), allowed: `one of ${words.map((word) => `\`${word}\``).join(", ")}` };
}

/** A whole number, both ends included. */
export function integer(minimum: number, maximum: number): ValueType<number> {
  const digits = z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number);
  return {
    schema: z.union([z.number(), digits]).pipe(z.int().min(minimum).max(maximum)),
    allowed: `a whole number from ${minimum} to ${maximum}`,
  };
}

/** `true` or `false`. */
export function flag(): ValueType<boolean> {
  const word = z.enum(["true", "false"]).transform((given) => given === "true");
  return { schema: z.union([z.boolean(), word]), allowed: "`true` or `false`" };
}

/** A list without repetition; in an environment variable its items are separated by commas. */
export function list<T extends string>(item: ValueType<T>): ValueType<readonly T[]> {
  const separated = z.string().transform((given) => given.split(",").map((part) => part.trim()));
  const items = z.array(item.schema).refine((given) => new Set(given).size === given.length);
  return {
    schema: z.union([z.array(z.unknown()), separated]).pipe(items),
    allowed: `a list without repetition, each item ${item.allowed} (in a variable: separated by commas)`,
  };
}

/** Tags; in an environment variable `key=value` pairs separated by commas. */
export function tags(): ValueType<Readonly<Record<string, string>>> {
  const pairs = z
    .string()
    .regex(/^[^=,]+=[^=,]*(,[^=,]+=[^=,]*)*$/)
    .transform((given) => given.split(",").map((pair) => pair.split("=", 2).map((part) => part.trim())))
    .refine((given) => new Set(given.map(([name]) => name)).size === given.length)
    .transform((given) => Object.fromEntries(given));
  // https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
  const key = z.string().regex(/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu);
  const value = z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
  return {
    schema: z.union([z.record(z.string(), z.string()), pairs]).pipe(z.record(key, value)),
    allowed:
      "AWS tags: keys of 1-128 and values of 0-256 letters, digits, spaces and `_.:/=+-@`, no key twice or beginning with `aws:` (in a variable: `key=value` pairs separated by commas)",
  };
}

/**
 * What no host on the internet has: for private networks, for carriers' shared space, and for benchmarks. AWS lets a VPC have a
 * public range, and everything behind the true owner's addresses is then out of its reach.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */
const notPublic = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15"];

/** A private IPv4 range whose first address is the network's own. */
export function privateIpv4Range(shortestPrefix: number, longestPrefix: number): ValueType<string> {
  const isRange = (given: string): boolean => {
    if (!/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(given) || !ipaddr.IPv4.isValidCIDR(given)) {
      return false;
    }
    const [network, prefix] = ipaddr.IPv4.parseCIDR(given);
    // As text: "010.0.0.0" is 8.0.0.0 to some readers, and Terraform refuses it.
    const isNetwork = given.startsWith(`${ipaddr.IPv4.networkAddressFromCIDR(given)}/`);
    // Each of them is wider than the widest range of a VPC: its first address decides.
    const isPrivate = notPublic.some((range) => network.match(ipaddr.IPv4.parseCIDR(range)));
    return isNetwork && isPrivate && prefix >= shortestPrefix && prefix <= longestPrefix;
  };
  return {
    schema: z.string().refine(isRange),
    allowed: `an IPv4 range in CIDR notation, its network address first, with a prefix from /${shortestPrefix} to /${longestPrefix}, within ${notPublic.slice(0, -1).join(", ")} or ${notPublic.at(-1)}, which nobody has on the internet`,
  };
}
