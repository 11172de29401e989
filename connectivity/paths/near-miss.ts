import type { Carrier, Carriers } from "../aws/network/carriers";
import { type Direction, type GroupRule, isFor } from "../aws/network/group-rule";
import type { Group } from "../aws/network/groups";
import type { RulePeer } from "../aws/network/rule-peers";
import type { NearMiss } from "../causes/filters";
import type { Instance } from "../terraform/model/model";

/** A rule that does not do, but nearly. */
export interface NearestRule {
  readonly rule: GroupRule;
  /** It was meant for the mapping, as far as one can tell, so that it is what to correct. */
  readonly isMeant: boolean;
}

/** What tells how close a rule comes. */
export interface Closeness {
  /** Whether a rule may be for the other end, whatever its port. */
  isForFar(rule: GroupRule): boolean;
  readonly carriers: Carriers;
  /** What the connection leads to. */
  readonly callee: Carrier;
}

/**
 * The rule that comes closest. It was meant for the mapping where it is for the other end, but next to the port, or for the
 * port, but for addresses or groups that have no business with it.
 */
export function nearestRule(
  rules: readonly GroupRule[],
  direction: Direction,
  port: number,
  { isForFar, carriers, callee }: Closeness,
): NearestRule | undefined {
  const around = rules.filter((rule) => isAround(rule, port));
  const isStray = (rule: GroupRule) => rule.peers.every((peer) => isStranger(peer, direction, callee, carriers));
  const meant = around.find(isForFar) ?? around.find(isStray);
  if (meant !== undefined) return { rule: meant, isMeant: true };
  const other = around[0] ?? rules.find(isForFar) ?? rules[0];
  return other === undefined ? undefined : { rule: other, isMeant: false };
}

/** Why the rule that comes closest does not do. */
export function missOf(closest: NearestRule | undefined, groups: readonly Group[], port: number): NearMiss {
  if (closest === undefined) return { miss: "no-rules" };
  const { rule, isMeant } = closest;
  const { holder, ports } = rule;
  const near = { rule: holder === null || isInside(holder, groups) ? null : holder.address, isMeant };
  if (rule.tcp !== true || ports === null) return { miss: "protocol", ...near };
  return isFor(rule, port) ? { miss: "peers", ...near } : { miss: "ports", ...near, ports };
}

/** Whether a rule's holder is one of the groups itself. */
export function isInside(holder: Instance, groups: readonly Group[]): boolean {
  return groups.some((group) => group.sources.includes(holder));
}

/** Whether a rule is about the port, or next to it: as when one of its ends was mistyped. */
function isAround({ ports }: GroupRule, port: number): boolean {
  if (ports === null) return false;
  const { first, last } = ports;
  return (first <= port && port <= last) || Math.abs(first - port) <= 1 || Math.abs(last - port) <= 1;
}

/** Whether nothing that may call, or be called, is behind a rule's entry. */
function isStranger(peer: RulePeer, direction: Direction, callee: Carrier, carriers: Carriers): boolean {
  if (peer.kind !== "group") return peer.kind !== "unknown";
  if (peer.group.sources.length === 0) return true;
  const found = [...carriers.of(peer.group)];
  if (found.length === 0) return false;
  return direction === "egress" ? !found.includes(callee) : found.every((carrier) => carrier === "endpoint");
}
