import { covers, intersect, overlap, type Ranges, union } from "../aws/network/addresses";
import type { Carriers } from "../aws/network/carriers";
import { type Direction, type GroupRule, isFor } from "../aws/network/group-rule";
import type { RuleBook } from "../aws/network/group-rules";
import { isSame, subjectOf } from "../aws/network/objects";
import type { RulePeer } from "../aws/network/rule-peers";
import { factSubjectOf, type Vpcs } from "../aws/network/vpcs";
import { cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import type { Name } from "../causes/party";
import { type Assumptions, assumed } from "../proof/assumptions";
import { all, type Judgement, no, unknown, YES } from "../proof/judgement";
import type { MissingFact } from "../terraform/model/model";
import type { Carried, End } from "./connection-end";
import { isInside, missOf, nearestRule } from "./near-miss";

/** How far an entry of a rule covers the other end: all of it, some of its addresses, or nobody knows. */
type Match = { readonly part: Ranges } | { readonly doubt: MissingFact } | "all" | "none";

/** Whether security groups let connections through. They are stateful, so that one direction is enough. */
export class SecurityGroupPath {
  readonly #kept = new Map<string, Judgement>();

  constructor(
    private readonly book: RuleBook,
    private readonly vpcs: Vpcs,
    private readonly carriers: Carriers,
    private readonly assumptions: Assumptions,
  ) {}

  /** Whether one of the groups has a rule for TCP on the port, to or from the other end. */
  lets(near: Carried, direction: Direction, port: number, far: End): Judgement {
    const key = [...near.groups.map((group) => group.key), "|", direction, port, far.key].join(" ");
    let judgement = this.#kept.get(key);
    if (judgement === undefined) {
      judgement = this.#judge(near, direction, port, far);
      this.#kept.set(key, judgement);
    }
    return judgement;
  }

  #judge(near: Carried, direction: Direction, port: number, far: End): Judgement {
    const doubts: MissingFact[] = [...near.missing];
    const rests = new Set<MissingFact>();
    let part: Ranges = [];
    const take = (rules: readonly GroupRule[]): boolean =>
      rules
        .filter((rule) => rule.direction === direction && rule.tcp !== false && isFor(rule, port))
        .some((rule) => {
          for (const peer of rule.peers) {
            const match = this.#match(peer, far);
            if (match === "none") continue;
            const open = openFacts(rule, match);
            const asserted = open.filter((fact) => this.assumptions.has(fact));
            if (asserted.length < open.length) {
              doubts.push(...open.filter((fact) => !this.assumptions.has(fact)));
              continue;
            }
            for (const fact of asserted) rests.add(fact);
            if (match === "all" || "doubt" in match) return true;
            part = union([...part, ...match.part]);
            if (covers(part, far.within)) return true;
          }
          return false;
        });
    const books = near.groups.map((group) => this.book.rulesOf(group));
    if (books.some(({ rules }) => take(rules))) return all([YES, ...[...rests].map(assumed)]);
    for (const { missing, asCreated } of books) {
      if (asCreated === null || !this.assumptions.has(asCreated.fact)) {
        doubts.push(...missing);
      } else {
        rests.add(asCreated.fact);
        if (take(asCreated.rules)) return all([...rests].map(assumed));
      }
    }
    return this.#refuse(near, direction, port, far, part, doubts);
  }

  #refuse(
    near: Carried,
    direction: Direction,
    port: number,
    far: End,
    part: Ranges,
    doubts: readonly MissingFact[],
  ): Judgement {
    const groups = near.groups.map((group) => group.name);
    const traffic = { flow: direction, ports: { first: port, last: port }, far: far.party };
    const resource = near.groups[0] === undefined ? null : subjectOf(near.groups[0]);
    if (doubts.length > 0) return unknown(cause("security-group-unknown", resource, { groups, traffic }, doubts));
    if (part.length > 0) {
      const fact =
        far.place === null
          ? missingFact("public-addresses", {}, "nothing")
          : missingFact("address-of", { party: far.party }, "apply");
      return unknown(cause("security-group-in-part", resource, { groups, traffic }, [fact]));
    }
    const code = direction === "ingress" ? "security-group-ingress" : "security-group-egress";
    const gone = near.groups
      .flatMap((group) => this.book.destroyedOf(group))
      .find(
        (one) =>
          one.direction === direction && isFor(one, port) && one.peers.some((peer) => this.#match(peer, far) === "all"),
      );
    if (gone?.holder) {
      const why = { miss: "destroyed", rule: gone.holder.address } as const;
      return no(cause(code, gone.holder, { groups, traffic, why }));
    }
    const rules = near.groups.flatMap((group) =>
      this.book
        .rulesOf(group)
        .rules.filter((candidate) => candidate.direction === direction && candidate.holder !== null),
    );
    const isForFar = (candidate: GroupRule) => candidate.peers.some((peer) => this.#match(peer, far) !== "none");
    const callee = far.party.kind === "source" ? "source" : "endpoint";
    const closest = nearestRule(rules, direction, port, { isForFar, carriers: this.carriers, callee });
    const holder = closest?.isMeant ? closest.rule.holder : null;
    const correct = holder === null || isInside(holder, near.groups) ? null : holder;
    const why = missOf(closest, near.groups, port);
    return no(cause(code, correct ?? resource, { groups, traffic, why }));
  }

  #match(peer: RulePeer, far: End): Match {
    switch (peer.kind) {
      case "unknown":
        return { doubt: peer.fact };
      case "range":
        return matchRange([peer.range], far);
      case "group":
        return matchGroup(peer, far);
      case "subnet": {
        if (far.place === null || far.place.subnet.several)
          return far.place === null ? "none" : { doubt: unclear(peer.subnet.name, far) };
        const same = isSame(peer.subnet, far.place.subnet);
        return same === "yes" ? "all" : same === "no" ? "none" : { doubt: unclear(peer.subnet.name, far) };
      }
      case "vpc": {
        if (far.place === null) return "none";
        const same = isSame(peer.vpc, far.place.vpc);
        if (same === "no") return "none";
        if (same === "unknown") return { doubt: unclear(peer.vpc.name, far) };
        if (peer.whole || (peer.vpc.isManaged && this.vpcs.blocksOf(peer.vpc).complete)) return "all";
        const assumable = [`${factSubjectOf(peer.vpc)}:single-address-block`];
        return { doubt: missingFact("address-blocks", { vpc: peer.vpc.name }, "input", { assumable }) };
      }
    }
  }
}

function matchRange(range: Ranges, far: End): Match {
  if (covers(range, far.within)) return "all";
  if (!overlap(range, far.within)) return "none";
  return far.anywhere
    ? { part: intersect(range, far.within) }
    : { doubt: missingFact("addresses-of", { party: far.party }) };
}

function matchGroup(peer: Extract<RulePeer, { kind: "group" }>, far: End): Match {
  if (far.place === null) return "none";
  let doubt: MissingFact | undefined = far.carried.missing[0];
  for (const group of far.carried.groups) {
    const same = isSame(peer.group, group);
    if (same === "yes" && peer.certain) return "all";
    if (same !== "no") doubt ??= missingFact("group-meant", { named: peer.group.name, group: group.name });
  }
  return doubt === undefined ? "none" : { doubt };
}

/** Facts that stand between a rule that seems to match and certainty. */
function openFacts(rule: GroupRule, match: Match): readonly MissingFact[] {
  const facts: MissingFact[] = [];
  if (rule.doubt !== null) facts.push(rule.doubt);
  if (rule.tcp === null || rule.ports === null) {
    facts.push(missingFact("protocol-of-rule", { holder: rule.holder?.address ?? null }, "apply"));
  }
  if (typeof match === "object" && "doubt" in match) facts.push(match.doubt);
  return facts;
}

function unclear(place: Name, far: End): MissingFact {
  return missingFact("in-place", { party: far.party, place });
}
