import { missingFact } from "../../causes/missing-fact";
import { addTo } from "../../multimap";
import type { Instance, MissingFact, Model, Value } from "../../terraform/model/model";
import { flagOf, isLeftToAws, isOwn, missingOf, NOTHING, textOf } from "../../terraform/model/shown-values";
import { type Direction, type GroupRule, identityOf, protocolOf } from "./group-rule";
import type { Group, Groups } from "./groups";
import { anyOf } from "./refs";
import type { PeerReader, RulePeer } from "./rule-peers";

/** Resources that hold one rule each, and the data source that shows one. */
export const RULE_TYPES = [
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_rule",
];

/** Reads an argument: as it will be, or as it was. */
type Reader = (argument: string) => Value;

/** A rule resource of a group, and what is missing to know whether it is. */
interface Claim {
  readonly instance: Instance;
  readonly doubt: MissingFact | null;
}

/** The rules that are resources of their own, by group. Read when a group's are first asked for. */
export class StandaloneRules {
  readonly #byGroup = new Map<string, Claim[]>();
  readonly #homeless: Claim[] = [];
  readonly #vanishing = new Map<string, Instance[]>();
  readonly #exclusive = new Map<string, Instance[]>();
  /** Exclusive lists that may be any group's. */
  readonly #anyExclusive: Instance[] = [];

  constructor(
    private readonly model: Model,
    private readonly groups: Groups,
    private readonly peers: PeerReader,
  ) {
    for (const instance of RULE_TYPES.flatMap((type) => model.ofType(type))) this.#add(instance);
    for (const instance of model.destroyed) if (RULE_TYPES.includes(instance.type)) this.#noteVanishing(instance);
    for (const instance of model.ofType("aws_vpc_security_group_rules_exclusive")) {
      const owners = groups.refs(instance.get("security_group_id"));
      for (const { key } of anyOf(owners)) addTo(this.#exclusive, key, instance);
      if (owners.missing.length > 0 && owners.certain.length === 0) this.#anyExclusive.push(instance);
    }
  }

  /** The rules of a group, and those of which the input does not show the group. */
  of(group: Group): readonly GroupRule[] {
    const own = (this.#byGroup.get(group.key) ?? []).flatMap(({ instance, doubt }) =>
      this.#read(instance, asItWillBe(instance), group, doubt),
    );
    const homeless = this.#homeless.flatMap(({ instance, doubt }) =>
      this.#read(instance, asItWillBe(instance), undefined, doubt),
    );
    return [...this.#unlessExcluded(this.#unlessVanishing(own, group), group), ...homeless];
  }

  /**
   * Identities of rules that the plan destroys or changes. A refreshed group lists the rules of rule resources as if they
   * were its own, and goes on listing them in such a plan.
   */
  vanishing(group: Group): ReadonlySet<string> {
    return this.#gone(group, () => this.of(group));
  }

  /** The rules that a group had and the plan destroys. */
  destroyed(group: Group): readonly GroupRule[] {
    return this.#before(group, ({ change }) => change === "delete");
  }

  /** Data sources go on showing what the plan destroys or changes, one by one where a resource holds several. */
  #unlessVanishing(rules: readonly GroupRule[], group: Group): readonly GroupRule[] {
    const isShown = ({ holder }: GroupRule) => holder?.mode === "data";
    const gone = this.#gone(group, () => rules.filter((rule) => !isShown(rule)));
    if (gone.size === 0) return rules;
    return rules.map((rule) =>
      isShown(rule) ? { ...rule, peers: rule.peers.filter((peer) => !gone.has(identityOf(rule, peer))) } : rule,
    );
  }

  /** Identities of what the plan destroys or changes, but for those that certainly stand. */
  #gone(group: Group, standing: () => readonly GroupRule[]): ReadonlySet<string> {
    const before = this.#before(group, () => true);
    if (before.length === 0) return new Set();
    const kept = new Set(
      standing()
        .filter(({ doubt }) => doubt === null)
        .flatMap(identitiesOf),
    );
    return new Set(before.flatMap(identitiesOf).filter((identity) => !kept.has(identity)));
  }

  /** The rules, as they were, of resources that the plan destroys or changes. */
  #before(group: Group, isMeant: (instance: Instance) => boolean): readonly GroupRule[] {
    return (this.#vanishing.get(group.key) ?? [])
      .filter(isMeant)
      .flatMap((instance) => this.#read(instance, (argument) => instance.before(argument), group, null));
  }

  #add(instance: Instance): void {
    // A data source that was not read shows nothing, and one of a rule that is managed here shows it as it was.
    if (instance.mode === "data" && (isLeftToAws(instance, "is_egress") || this.#isManaged(instance))) return;
    const owners = this.groups.refs(asItWillBe(instance)("security_group_id"));
    for (const { key } of owners.certain) addTo(this.#byGroup, key, { instance, doubt: null });
    for (const { key, name } of owners.possible) {
      const doubt = missingFact("group-of-rule", { rule: instance.address, group: name });
      addTo(this.#byGroup, key, { instance, doubt });
    }
    const [doubt] = owners.missing;
    if (doubt !== undefined && owners.certain.length === 0) this.#homeless.push({ instance, doubt });
    if (instance.change === "update" || instance.change === "replace") this.#noteVanishing(instance);
  }

  /** Whether a data source shows a rule that the input holds as a resource, or that the plan destroys. */
  #isManaged(shown: Instance): boolean {
    const id = textOf(shown.get("id"));
    if (id === null) return false;
    const { certain } = this.model.links({ kind: "scalar", value: id }, RULE_TYPES);
    const gone = this.model.destroyed.filter(({ type }) => RULE_TYPES.includes(type));
    return (
      certain.some(({ instance }) => instance.mode === "managed") ||
      gone.some((destroyed) => ["id", "security_group_rule_id"].some((name) => textOf(destroyed.before(name)) === id))
    );
  }

  #noteVanishing(instance: Instance): void {
    const owners = this.groups.refs(instance.before("security_group_id"));
    for (const { key } of owners.certain) addTo(this.#vanishing, key, instance);
  }

  /** `aws_vpc_security_group_rules_exclusive` removes every rule that it does not list. */
  #unlessExcluded(rules: readonly GroupRule[], group: Group): readonly GroupRule[] {
    const lists = [...(this.#exclusive.get(group.key) ?? []), ...this.#anyExclusive];
    if (lists.length === 0) return rules;
    const listed = new Map(lists.map((exclusive) => [exclusive, this.#listedIn(exclusive)]));
    return rules.map((rule) => {
      const { holder } = rule;
      const exclusive = holder === null ? undefined : lists.find((list) => !listed.get(list)?.has(holder));
      if (exclusive === undefined) return rule;
      const about = { rule: holder?.address ?? null, exclusive: exclusive.address };
      return { ...rule, doubt: rule.doubt ?? missingFact("unlisted-rule", about) };
    });
  }

  #listedIn(exclusive: Instance): ReadonlySet<Instance> {
    const ids = ["ingress_rule_ids", "egress_rule_ids"].map((argument) => exclusive.get(argument));
    return new Set(ids.flatMap((value) => this.model.links(value, RULE_TYPES).certain.map(({ instance }) => instance)));
  }

  #read(instance: Instance, read: Reader, group: Group | undefined, doubt: MissingFact | null): readonly GroupRule[] {
    const set: Reader = (argument) => (isOwn(instance, argument, read(argument)) ? NOTHING : read(argument));
    const peers: readonly RulePeer[] =
      group === undefined && doubt !== null
        ? [{ kind: "unknown", fact: doubt }]
        : [
            ...(group === undefined ? [] : this.peers.itself(set("self"), group, instance.address)),
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
    const unsure = doubt ?? missingOf(read("type"), { part: "direction", of: instance.address });
    return [
      { ...rule, direction: "ingress", doubt: unsure },
      { ...rule, direction: "egress", doubt: unsure },
    ];
  }
}

/** A rule that stands for an unknown number: there is at least one where each is for a block of a VPC, which has one at least. */
function mayBeNone(instance: Instance, peers: readonly RulePeer[]): MissingFact | null {
  if (instance.ofAny === undefined || peers.every((peer) => peer.kind === "vpc")) return null;
  return missingOf(instance.get("security_group_id"), { part: "count", of: instance.address });
}

function asItWillBe(instance: Instance): Reader {
  return instance.ofAny ?? ((argument) => instance.get(argument));
}

function identitiesOf(rule: GroupRule): readonly string[] {
  return rule.peers.map((peer) => identityOf(rule, peer));
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
