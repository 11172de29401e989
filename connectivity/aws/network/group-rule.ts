import { keyOfFact } from "../../causes/missing-fact";
import type { Instance, MissingFact, Value } from "../../terraform/model/model";
import { numberOf } from "../../terraform/model/shown-values";
import type { Range } from "./addresses";
import type { RulePeer } from "./rule-peers";

export type Direction = "ingress" | "egress";

/** A rule of a security group. Rules only ever allow. */
export interface GroupRule {
  readonly direction: Direction;
  /** The resource that holds it; null for a rule that AWS makes along with the group. */
  readonly holder: Instance | null;
  /** Its protocol as AWS names it, -1 for all; null where the input does not show it. */
  readonly protocol: string | null;
  /** Whether it is for TCP; null where the input does not show it. */
  readonly tcp: boolean | null;
  /** First and last port; null where the input does not show them. */
  readonly ports: Range | null;
  readonly peers: readonly RulePeer[];
  /** What is missing to know whether the group has this rule at all. */
  readonly doubt: MissingFact | null;
}

export const ALL_PORTS: Range = { first: 0, last: 65535 };

/** Names by which AWS knows protocols that have numbers too. */
const PROTOCOLS = new Map([
  ["all", "-1"],
  ["6", "tcp"],
  ["17", "udp"],
  ["1", "icmp"],
  ["58", "icmpv6"],
]);

/** Protocol and ports of a rule, read by the argument's name. */
export function protocolOf(read: (argument: string) => Value): Pick<GroupRule, "protocol" | "tcp" | "ports"> {
  const given = ["protocol", "ip_protocol"].map(read).find((value) => value.kind !== "scalar" || value.value !== null);
  if (given?.kind !== "scalar") return { protocol: null, tcp: null, ports: null };
  const name = String(given.value).toLowerCase();
  const protocol = PROTOCOLS.get(name) ?? name;
  if (protocol === "-1") return { protocol, tcp: true, ports: ALL_PORTS };
  const tcp = protocol === "tcp";
  const [from, to] = [read("from_port"), read("to_port")];
  if (from.kind !== "scalar" || to.kind !== "scalar") return { protocol, tcp, ports: null };
  const [first, last] = [numberOf(from) ?? -1, numberOf(to) ?? -1];
  return { protocol, tcp, ports: first < 0 || last < 0 ? ALL_PORTS : { first, last } };
}

/** What makes two spellings of a rule the same one, entry by entry. */
export function identityOf(rule: GroupRule, peer: RulePeer): string {
  return `${rule.direction} ${rule.protocol} ${rule.ports?.first}-${rule.ports?.last} ${peerText(peer)}`;
}

function peerText(peer: RulePeer): string {
  switch (peer.kind) {
    case "range":
      return `${peer.range.first}-${peer.range.last}`;
    case "group":
      return peer.group.key;
    case "vpc":
      return peer.vpc.key;
    case "subnet":
      return peer.subnet.key;
    case "unknown":
      return keyOfFact(peer.fact);
  }
}

/** Whether a rule's ports may hold the port, whatever its protocol. */
export function isFor({ ports }: GroupRule, port: number): boolean {
  return ports === null || (ports.first <= port && port <= ports.last);
}
