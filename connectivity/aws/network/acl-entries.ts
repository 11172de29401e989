import { missingFact } from "../../causes/missing-fact";
import type { Instance, MissingFact, Model, Value } from "../../terraform/model/model";
import { blocksOf, flagOf, isNew, isUnset, missingOf, numberOf, textOf } from "../../terraform/model/shown-values";
import { Ties } from "../ties";
import { isIpv6, type Range, rangeOf } from "./addresses";
import { ALL_PORTS, type Direction } from "./group-rule";

/** An entry of a network ACL. Fields are null where the input does not show them. */
export interface AclEntry {
  /** Evaluated in ascending order. */
  readonly number: number | null;
  readonly allow: boolean | null;
  /** Whether it is for TCP. */
  readonly tcp: boolean | null;
  readonly ports: Range | null;
  readonly range: Range | null;
  readonly direction: Direction;
  /** The resource that holds it. */
  readonly holder: Instance;
  /** What is missing to know what it does, where something is. */
  readonly doubt: MissingFact | null;
}

/** The entries of an ACL, and what is missing to know whether there are more. */
export interface AclEntries {
  readonly entries: readonly AclEntry[];
  readonly missing: readonly MissingFact[];
}

/** The names of an entry's fields, inside an ACL and as a resource. */
const INSIDE = { number: "rule_no", action: "action" };
const STANDALONE = { number: "rule_number", action: "rule_action" };

const ACLS = ["aws_network_acl", "aws_default_network_acl"];

/** Entries of network ACLs, inside them and as resources of their own. */
export class AclEntryReader {
  readonly #standalone: Ties;
  readonly #vanishing: Ties;

  constructor(model: Model) {
    const rules = model.ofType("aws_network_acl_rule");
    this.#standalone = new Ties(model, rules, (rule) => rule.get("network_acl_id"), ACLS);
    const gone = model.destroyed.filter(({ type }) => type === "aws_network_acl_rule");
    const changed = rules.filter(({ change }) => change === "replace" || change === "update");
    this.#vanishing = new Ties(model, [...gone, ...changed], (rule) => rule.before("network_acl_id"), ACLS);
  }

  read(acl: Instance): AclEntries {
    const standalone = this.#standaloneEntries(acl);
    const inside: AclEntry[] = [];
    const missing: MissingFact[] = [];
    for (const direction of ["ingress", "egress"] as const) {
      const { blocks, missing: facts } = blocksOf(acl.get(direction), `${acl.address}.${direction}`);
      missing.push(...facts);
      for (const block of blocks) {
        inside.push(...entryOf((name) => block.get(name), INSIDE, direction, acl, `${acl.address}.${direction}`));
      }
    }
    const isMade = isNew(acl);
    if (isMade) return { entries: [...inside, ...contest(standalone, inside)], missing };
    // A refreshed ACL lists the entries of rule resources as if they were its own, destroyed ones too.
    const doubts = new Map(standalone.map((entry) => [slotOf(entry), entry.doubt]));
    for (const { instance, doubt } of this.#vanishing.of(acl)) doubts.set(slotBefore(instance), doubt);
    const kept = inside.flatMap((entry) => {
      const doubt = doubts.get(slotOf(entry));
      return doubt === null ? [] : [{ ...entry, doubt: entry.doubt ?? doubt ?? null }];
    });
    return { entries: [...kept, ...standalone], missing };
  }

  #standaloneEntries(acl: Instance): readonly AclEntry[] {
    return this.#standalone.of(acl).flatMap(({ instance: rule, doubt }) => {
      const direction = flagOf(rule.get("egress")) === true ? "egress" : "ingress";
      const entries = entryOf((name) => rule.get(name), STANDALONE, direction, rule, rule.address);
      return doubt === null ? entries : entries.map((entry) => ({ ...entry, doubt }));
    });
  }
}

/** Where the entry of a rule resource stood. */
function slotBefore(rule: Instance): string {
  const direction = flagOf(rule.before("egress")) === true ? "egress" : "ingress";
  return `${direction} ${numberOf(rule.before("rule_number"))}`;
}

/** Where an entry stands: an ACL has one entry of a number for each direction. */
function slotOf(entry: AclEntry): string {
  return `${entry.direction} ${entry.number}`;
}

/** Entries inside an ACL and rule resources on the same ACL undo each other. */
function contest(standalone: readonly AclEntry[], inside: readonly AclEntry[]): readonly AclEntry[] {
  return standalone.map((entry) => {
    const rival = inside.find((other) => other.direction === entry.direction);
    if (rival === undefined) return entry;
    const about = { rule: entry.holder.address, flow: entry.direction, acl: rival.holder.address };
    return { ...entry, doubt: entry.doubt ?? missingFact("rival-entries", about, "nothing") };
  });
}

function entryOf(
  read: (name: string) => Value,
  names: typeof INSIDE,
  direction: Direction,
  holder: Instance,
  subject: string,
): readonly AclEntry[] {
  const cidr = read("cidr_block");
  const text = textOf(cidr);
  // An entry for IPv6 addresses only.
  if (isUnset(cidr) && !isUnset(read("ipv6_cidr_block"))) return [];
  if (text !== null && isIpv6(text)) return [];
  const number = numberOf(read(names.number));
  const allow = allowOf(read(names.action));
  const range = text === null ? null : (rangeOf(text) ?? null);
  const { tcp, ports } = portsOf(read);
  const isKnown = number !== null && allow !== null && range !== null && tcp !== null && ports !== null;
  const unclear = [read(names.number), read(names.action), cidr, read("protocol")].find(
    (value) => value.kind !== "scalar",
  );
  const doubt = unclear === undefined ? missingFact("acl-entry", { holder: subject }) : missingOf(unclear, subject);
  return [{ number, allow, tcp, ports, range, direction, holder, doubt: isKnown ? null : doubt }];
}

function allowOf(action: Value): boolean | null {
  const text = textOf(action)?.toLowerCase();
  return text === "allow" ? true : text === "deny" ? false : null;
}

function portsOf(read: (name: string) => Value): Pick<AclEntry, "tcp" | "ports"> {
  const protocol = read("protocol");
  if (protocol.kind !== "scalar" || protocol.value === null) return { tcp: null, ports: null };
  const name = String(protocol.value).toLowerCase();
  if (name === "-1" || name === "all") return { tcp: true, ports: ALL_PORTS };
  if (name !== "tcp" && name !== "6") return { tcp: false, ports: ALL_PORTS };
  const [from, to] = [read("from_port"), read("to_port")];
  if (from.kind !== "scalar" || to.kind !== "scalar") return { tcp: true, ports: null };
  return { tcp: true, ports: { first: numberOf(from) ?? 0, last: numberOf(to) ?? ALL_PORTS.last } };
}
