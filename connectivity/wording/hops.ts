import type { Hop, HopVia } from "../verdict";
import { reasons } from "./causes/causes";
import { enumerate } from "./lists";
import { targetName } from "./parties";

/** What a hop leads to, such as "STS :443". */
export function destination({ target, port }: Hop): string {
  const name = targetName(target);
  return port === null ? name : `${name} :${port}`;
}

/** How people call the ways to it. */
export const WAYS: Readonly<Record<HopVia, string>> = {
  "interface-endpoint": "interface endpoint",
  "nat-gateway": "NAT gateway",
  vpc: "inside the VPC",
  public: "public network",
};

/** Where a hop starts; a public broker's mapping has no interfaces in any subnet. */
export function origin(hop: Hop): string {
  if (hop.from !== null) return hop.from;
  return hop.via === "public" ? "Lambda's own network (public broker)" : "the broker's subnets (not in this input)";
}

/** What lies between a hop's ends: how it gets there, or what it stops at. */
export function between(hop: Hop): string {
  if (hop.verdict === "reachable") return hop.via === null ? "" : WAYS[hop.via];
  return hop.resource ?? (hop.reason === null ? "" : reasons[hop.reason].title);
}

/** Several hops as one phrase, such as "STS and Lambda from aws_subnet.a". */
export function hopsInWords(hops: readonly Hop[]): string {
  const targets = grouped(hops, origin, ({ target }) => targetName(target));
  const origins = grouped(
    [...targets],
    ([, names]) => enumerate(names),
    ([from]) => from,
  );
  return [...origins].map(([names, from]) => `${names} from ${enumerate(from)}`).join("; ");
}

function grouped<T>(items: readonly T[], key: (item: T) => string, value: (item: T) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [value(item)]);
    else group.push(value(item));
  }
  return groups;
}
