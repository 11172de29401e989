import type { Instance, MissingFact, Model, Value } from "../reading/model";
import { inputFact } from "./facts";
import { type Direction, type GroupRule, identityOf, protocolOf } from "./group-rule";
import type { Group, Groups } from "./groups";
import type { PeerReader, RulePeer } from "./rule-peers";
import { flagOf, isBlank, isOwn, missingOf, textOf } from "./values";

/** Resources that hold one rule each, and the data source that shows one. */
export const RULE_TYPES = [
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_rule",
];

/** Reads an argument: as it will be, or as it was. */
type Reader = (argument: string) => Value;

const NOTHING: Value = { kind: "scalar", value: null };

/** The rules that are resources of their own, by group. */
export class StandaloneRules {
  readonly #byGroup = new Map<string, GroupRule[]>();
  readonly #homeless: GroupRule[] = [];
  readonly #vanishing = new Map<string, Set<string>>();

  constructor(
    private readonly model: Model,
    private readonly groups: Groups,
    private readonly peers: PeerReader,
  ) {
    for (const instance of RULE_TYPES.flatMap((type) => model.ofType(type))) this.#add(instance);
    this.#collectVanishing();
    this.#applyExclusiveness();
  }

  /** The rules of a group, and those of which the input does not show the group. */
  of(group: Group): readonly GroupRule[] {
    return [...(this.#byGroup.get(group.key) ?? []), ...this.#homeless];
  }

  /**
   * Identities of rules that the plan destroys or changes. A refreshed group lists the rules of rule resources as if they
   * were its own, and goes on listing them in such a plan.
   */
  vanishing(group: Group): ReadonlySet<string> {
    return this.#vanishing.get(group.key) ?? new Set();
  }

  #add(instance: Instance): void {
    // A data source that was not read shows nothing.
    if (instance.mode === "data" && isBlank(instance, "is_egress")) return;
    const read: Reader = instance.ofAny ?? ((argument) => instance.get(argument));
    const owners = this.groups.refs(read("security_group_id"));
    for (const group of owners.certain) push(this.#byGroup, group.key, this.#read(instance, read, group, null));
    for (const group of owners.possible) {
      const doubt = inputFact(`the input does not show whether ${instance.address} belongs to ${group.address}`);
      push(this.#byGroup, group.key, this.#read(instance, read, group, doubt));
    }
    const [fact] = owners.missing;
    if (fact === undefined || owners.certain.length > 0) return;
    this.#homeless.push(...this.#read(instance, read, undefined, fact));
  }

  #collectVanishing(): void {
    const destroyed = this.model.destroyed.filter((instance) => RULE_TYPES.includes(instance.type));
    const changed = RULE_TYPES.flatMap((type) => this.model.ofType(type)).filter(
      (instance) => instance.change === "update" || instance.change === "replace",
    );
    for (const instance of [...destroyed, ...changed]) {
      const before: Reader = (argument) => instance.before(argument);
      for (const group of this.groups.refs(before("security_group_id")).certain) {
        const gone = this.#vanishing.get(group.key) ?? new Set();
        this.#vanishing.set(group.key, gone);
        for (const rule of this.#read(instance, before, group, null)) {
          for (const peer of rule.peers) gone.add(identityOf(rule, peer));
        }
      }
    }
    for (const [key, gone] of this.#vanishing) {
      for (const rule of this.#byGroup.get(key) ?? []) {
        for (const peer of rule.peers) gone.delete(identityOf(rule, peer));
      }
    }
  }

  /** `aws_vpc_security_group_rules_exclusive` removes every rule that it does not list. */
  #applyExclusiveness(): void {
    for (const exclusive of this.model.ofType("aws_vpc_security_group_rules_exclusive")) {
      const listed = new Set(
        ["ingress_rule_ids", "egress_rule_ids"].flatMap((argument) =>
          this.model.links(exclusive.get(argument), RULE_TYPES).certain.map(({ instance }) => instance),
        ),
      );
      for (const group of this.groups.refs(exclusive.get("security_group_id")).certain) {
        const rules = this.#byGroup.get(group.key) ?? [];
        const doubt = (rule: GroupRule) =>
          inputFact(
            `${exclusive.address} does not list ${rule.holder?.address} for certain, and removes what it does not list`,
          );
        this.#byGroup.set(
          group.key,
          rules.map((rule) =>
            rule.holder === null || listed.has(rule.holder) ? rule : { ...rule, doubt: rule.doubt ?? doubt(rule) },
          ),
        );
      }
    }
  }

  #read(instance: Instance, read: Reader, group: Group | undefined, doubt: MissingFact | null): readonly GroupRule[] {
    const set: Reader = (argument) => (isOwn(instance, argument, read(argument)) ? NOTHING : read(argument));
    const peers: readonly RulePeer[] =
      group === undefined && doubt !== null
        ? [{ kind: "unknown", fact: doubt }]
        : [
            ...this.#itself(set, group),
            ...["cidr_blocks", "cidr_ipv4"].flatMap((argument) =>
              this.peers.cidrs(set(argument), instance.address, instance.ofAny !== undefined),
            ),
            ...["source_security_group_id", "referenced_security_group_id"].flatMap((argument) =>
              this.peers.groupsOf(set(argument)),
            ),
            ...["prefix_list_ids", "prefix_list_id"].flatMap((argument) => this.peers.prefixListEntries(set(argument))),
          ];
    const rule = { holder: instance, ...protocolOf(read), peers, doubt: doubt ?? mayBeNone(instance, peers) };
    const direction = directionOf(instance, read);
    if (direction !== undefined) return [{ ...rule, direction }];
    const unsure = doubt ?? missingOf(read("type"), `the direction of ${instance.address}`);
    return [
      { ...rule, direction: "ingress", doubt: unsure },
      { ...rule, direction: "egress", doubt: unsure },
    ];
  }

  #itself(read: Reader, group: Group | undefined): readonly RulePeer[] {
    return flagOf(read("self")) === true && group !== undefined ? [{ kind: "group", group, certain: true }] : [];
  }
}

/** A rule that stands for an unknown number: there is at least one where each is for a block of a VPC, which has one at least. */
function mayBeNone(instance: Instance, peers: readonly RulePeer[]): MissingFact | null {
  if (instance.ofAny === undefined || peers.every((peer) => peer.kind === "vpc")) return null;
  return missingOf(instance.get("security_group_id"), `how many ${instance.address} there are`);
}

function push(index: Map<string, GroupRule[]>, key: string, rules: readonly GroupRule[]): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, [...rules]);
  else found.push(...rules);
}

function directionOf(instance: Instance, read: Reader): Direction | undefined {
  switch (instance.type) {
    case "aws_vpc_security_group_ingress_rule":
      return "ingress";
    case "aws_vpc_security_group_egress_rule":
      return "egress";
    case "aws_security_group_rule": {
      const type = textOf(read("type"));
      return type === "ingress" || type === "egress" ? type : undefined;
    }
    default: {
      const isEgress = flagOf(read("is_egress"));
      return isEgress === null ? undefined : isEgress ? "egress" : "ingress";
    }
  }
}
