import { missingFact } from "../../causes/missing-fact";
import type { Block, Instance, MissingFact, Model } from "../../terraform/model/model";
import { blocksOf, isNew, textOf } from "../../terraform/model/shown-values";
import { EVERYWHERE } from "./addresses";
import { ALL_PORTS, type Direction, type GroupRule, identityOf, protocolOf } from "./group-rule";
import { adopterOf, type Group, type Groups } from "./groups";
import { lookUpOf } from "./look-ups";
import { managerOf } from "./objects";
import { only } from "./refs";
import type { PeerReader } from "./rule-peers";
import { RULE_TYPES, StandaloneRules } from "./standalone-rules";
import { factSubjectOf } from "./vpcs";

/** The rules of a group. */
export interface GroupRules {
  readonly rules: readonly GroupRule[];
  /** What is missing to know whether there are more. */
  readonly missing: readonly MissingFact[];
  /** The rules that AWS gives a new default group, which the user may assert that it still has. */
  readonly asCreated: { readonly fact: MissingFact; readonly rules: readonly GroupRule[] } | null;
}

/** The rules of security groups, in every spelling. */
export class RuleBook {
  readonly #read = new Map<string, GroupRules>();
  readonly #standalone: StandaloneRules;
  #listed: ReadonlySet<string> | undefined;

  constructor(
    private readonly model: Model,
    private readonly groups: Groups,
    private readonly peers: PeerReader,
  ) {
    this.#standalone = new StandaloneRules(model, groups, peers);
  }

  rulesOf(group: Group): GroupRules {
    let rules = this.#read.get(group.key);
    if (rules === undefined) {
      rules = this.#readGroup(group);
      this.#read.set(group.key, rules);
    }
    return rules;
  }

  /** The rules of a group that are resources of their own and that the plan destroys. */
  destroyedOf(group: Group): readonly GroupRule[] {
    return this.#standalone.destroyed(group);
  }

  #readGroup(group: Group): GroupRules {
    const standalone = this.#standalone.of(group);
    const manager = group.isDefault ? adopterOf(group) : managerOf(group);
    if (manager !== undefined) {
      const inline = this.#inline(manager, group);
      const isMade = isNew(manager);
      const contested = new Set(isMade ? inline.rules.map((rule) => rule.direction) : []);
      // The group's own resource shows all of its rules; data sources show them as they were.
      const own = standalone.filter(({ holder }) => holder?.mode !== "data");
      const kept = own.map((rule) => (contested.has(rule.direction) ? contest(rule, manager) : rule));
      return { rules: [...inline.rules, ...kept], missing: inline.missing, asCreated: null };
    }
    if (group.isDefault && group.vpc.isManaged) {
      const adopter = this.groups.adopterSomewhere();
      if (adopter !== undefined) {
        const fact = missingFact("default-group-managed", { adopter: adopter.address });
        return { rules: standalone, missing: [fact], asCreated: null };
      }
      return { rules: [...standalone, ...rulesAsCreated(group)], missing: [], asCreated: null };
    }
    this.#listed ??= this.#indexLists();
    if (this.#listed.has(group.key)) return { rules: standalone, missing: [], asCreated: null };
    const about = { group: group.name };
    if (!group.isDefault)
      return { rules: standalone, missing: [missingFact("rules-of-group", about)], asCreated: null };
    const assumable = [`${factSubjectOf(group.vpc)}:default-security-group-as-created`];
    const fact = missingFact("rules-of-group", about, "input", { assumable });
    return { rules: standalone, missing: [fact], asCreated: { fact, rules: rulesAsCreated(group) } };
  }

  #inline(manager: Instance, group: Group): Pick<GroupRules, "rules" | "missing"> {
    const isMade = isNew(manager);
    const gone = isMade ? new Set<string>() : this.#standalone.vanishing(group);
    const rules: GroupRule[] = [];
    const missing: MissingFact[] = [];
    for (const direction of ["ingress", "egress"] as const) {
      const read = blocksOf(manager.get(direction), `${manager.address}.${direction}`);
      missing.push(...read.missing);
      for (const block of read.blocks) {
        const rule = this.#inlineRule(block, direction, manager, group);
        rules.push({ ...rule, peers: rule.peers.filter((peer) => !gone.has(identityOf(rule, peer))) });
      }
    }
    return { rules, missing };
  }

  #inlineRule(block: Block, direction: Direction, manager: Instance, group: Group): GroupRule {
    const subject = `${manager.address}.${direction}`;
    return {
      direction,
      holder: manager,
      ...protocolOf((argument) => block.get(argument)),
      peers: [
        ...this.peers.itself(block.get("self"), group, subject),
        ...this.peers.cidrs(block.get("cidr_blocks"), subject),
        ...this.peers.groupsOf(block.get("security_groups")),
        ...this.peers.prefixListEntries(block.get("prefix_list_ids")),
      ],
      doubt: null,
    };
  }

  /** Groups of which data sources show every rule: one that lists the rules' ids, and one for each of them. */
  #indexLists(): ReadonlySet<string> {
    const listed = new Set<string>();
    for (const list of this.model.ofType("aws_vpc_security_group_rules")) {
      const found = lookUpOf(list, ["group-id"]);
      const filtered = found?.by.get("group-id");
      if (found === undefined || filtered === undefined) continue;
      const isShown = found.ids.every(
        (id) => textOf(id) !== null && this.model.links(id, RULE_TYPES).certain.length > 0,
      );
      const group = only(this.groups.refs(filtered));
      if (group !== undefined && isShown) listed.add(group.key);
    }
    return listed;
  }
}

/** What a default group holds before anyone changes it: everything from itself in, and everything out. */
function rulesAsCreated(group: Group): readonly GroupRule[] {
  const any = { holder: null, protocol: "-1", tcp: true, ports: ALL_PORTS, doubt: null };
  return [
    { ...any, direction: "ingress", peers: [{ kind: "group", group, certain: true }] },
    { ...any, direction: "egress", peers: EVERYWHERE.map((range) => ({ kind: "range", range })) },
  ];
}

/** Rules inside a group and rule resources on the same group undo each other. */
function contest(rule: GroupRule, manager: Instance): GroupRule {
  const about = { rule: rule.holder?.address ?? null, flow: rule.direction, group: manager.address };
  return { ...rule, doubt: rule.doubt ?? missingFact("rival-rules", about, "nothing") };
}
