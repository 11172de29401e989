import { isObject } from "../../../connectivity/index";
import type { PlannedChange } from "../../plan/planned-change";
import { shownOf } from "../../values/shown-value";
import type { HarmRule, HarmWords } from "../harm";

const RULES = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule", "aws_security_group_rule"];
const GROUPS = ["aws_security_group", "aws_default_security_group"];

/** A security group that lets more in, or out, than before. */
export const groupOpened: HarmRule = {
  code: "group-opened",
  kind: "access",
  title: "A security group is opened",
  meaning: "The group admits, or lets out, what it did not before.",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: [...RULES, ...GROUPS],
  check(change) {
    return GROUPS.includes(change.type) ? ofGroup(change) : ofRule(change);
  },
};

const ARGUMENTS = [
  "ip_protocol",
  "protocol",
  "from_port",
  "to_port",
  "cidr_ipv4",
  "cidr_ipv6",
  "cidr_blocks",
  "ipv6_cidr_blocks",
  "prefix_list_id",
  "prefix_list_ids",
  "referenced_security_group_id",
  "source_security_group_id",
  "self",
] as const;

/** Peers that are shown as ids only, which say little. */
const PEERS = [
  "prefix_list_id",
  "prefix_list_ids",
  "referenced_security_group_id",
  "source_security_group_id",
] as const;

function ofRule(change: PlannedChange): HarmWords | undefined {
  if (!change.creates && !(change.action === "update" && ARGUMENTS.some((name) => change.sets(name)))) return undefined;
  const out = change.type === "aws_vpc_security_group_egress_rule" || change.after("type") === "egress";
  const peers = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"].flatMap(
    (name) => change.after(name) ?? [],
  );
  const what = [portsOf(change), ...peersOf(change, out)].join(" ");
  return { explanation: `${change.address} ${out ? "lets out" : "admits"} ${what}.${openToAll(peers, out)}` };
}

/** Such as `tcp 5671`; ports are not what protocols beside TCP and UDP have. */
function portsOf(change: PlannedChange): string {
  const shown = (name: string) => shownOf(change, name, "after");
  const protocol = shown("ip_protocol") ?? shown("protocol") ?? "something";
  const [from, to] = [shown("from_port"), shown("to_port")];
  if (protocol === "-1" || protocol === "all") return "everything";
  if (from === undefined || to === undefined) return `${protocol}`;
  return from === to ? `${protocol} ${from}` : `${protocol} ${from} to ${to}`;
}

function peersOf(change: PlannedChange, out: boolean): string[] {
  const shown = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"].flatMap((name) => {
    const value = shownOf(change, name, "after");
    return value === undefined ? [] : [value].flat();
  });
  const others = PEERS.filter((name) => change.isUnknown(name) || (change.after(name) ?? null) !== null);
  const named = [
    ...shown,
    ...(change.after("self") === true ? ["the group itself"] : []),
    ...(others.length > 0 ? ["another security group or prefix list"] : []),
  ];
  return named.length === 0 ? [] : [out ? "to" : "from", named.join(", ")];
}

/** Rules inside the group: those that were not there before. */
function ofGroup(change: PlannedChange): HarmWords | undefined {
  if (!change.creates && change.action !== "update") return undefined;
  const opened = (["ingress", "egress"] as const).filter((name) => change.sets(name) && hasNew(change, name));
  if (opened.length === 0) return undefined;
  const peers = opened.flatMap((name) => (name === "ingress" ? peersIn(change.after(name)) : []));
  const ways = opened.map((name) => (name === "ingress" ? "admits" : "lets out")).join(" and ");
  return { explanation: `${change.address} ${ways} what it did not before.${openToAll(peers, false)}` };
}

function hasNew(change: PlannedChange, name: string): boolean {
  if (change.isUnknown(name)) return change.action === "update";
  const before = new Set(listOf(change.before(name)).map((rule) => JSON.stringify(rule)));
  return listOf(change.after(name)).some((rule) => !before.has(JSON.stringify(rule)));
}

function peersIn(rules: unknown): unknown[] {
  return listOf(rules).flatMap((rule) => (isObject(rule) ? [rule.cidr_blocks, rule.ipv6_cidr_blocks].flat() : []));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function openToAll(peers: readonly unknown[], out: boolean): string {
  if (out || !peers.some((peer) => peer === "0.0.0.0/0" || peer === "::/0")) return "";
  return " That is everybody on the internet, wherever the network lets them through.";
}
