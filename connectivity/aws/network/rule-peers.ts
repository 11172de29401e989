import { missingFact } from "../../causes/missing-fact";
import type { MissingFact, Model, Target, Value } from "../../terraform/model/model";
import { flagOf, isUnset, itemsOf, missingOf, textOf } from "../../terraform/model/shown-values";
import { isIpv6, type Range, rangeOf } from "./addresses";
import type { Group, Groups } from "./groups";
import type { PrefixLists } from "./prefix-lists";
import { only } from "./refs";
import type { Subnet, Subnets } from "./subnets";
import type { Vpc, Vpcs } from "./vpcs";

/** What one entry of a rule admits. */
export type RulePeer =
  | { readonly kind: "range"; readonly range: Range }
  /** The blocks of a VPC, whose addresses the input need not show; `whole` when certainly all of them. */
  | { readonly kind: "vpc"; readonly vpc: Vpc; readonly whole: boolean }
  | { readonly kind: "subnet"; readonly subnet: Subnet }
  /** Whatever carries the group. */
  | { readonly kind: "group"; readonly group: Group; readonly certain: boolean }
  | { readonly kind: "unknown"; readonly fact: MissingFact };

/** Reads what rules admit. */
export class PeerReader {
  constructor(
    private readonly model: Model,
    private readonly vpcs: Vpcs,
    private readonly subnets: Subnets,
    private readonly groups: Groups,
    private readonly prefixLists: PrefixLists,
  ) {}

  /**
   * CIDR blocks; `isEach` where the rule stands for one of each member of a collection. IPv6 is left out: a mapping's
   * interfaces speak IPv4.
   */
  cidrs(value: Value, subject: string, isEach = false): readonly RulePeer[] {
    return itemsOf(value).flatMap((item) => this.#cidr(item, subject, isEach));
  }

  /** The rule's own group, where its flag says so. */
  itself(flag: Value, group: Group, subject: string): readonly RulePeer[] {
    if (flagOf(flag) === true) return [{ kind: "group", group, certain: true }];
    const isShown = flagOf(flag) === false || isUnset(flag);
    return isShown ? [] : [{ kind: "unknown", fact: missingOf(flag, `${subject}.self`) }];
  }

  prefixListEntries(value: Value): readonly RulePeer[] {
    const { ranges, missing } = this.prefixLists.entriesOf(value);
    return [
      ...ranges.map((range): RulePeer => ({ kind: "range", range })),
      ...missing.map((fact): RulePeer => ({ kind: "unknown", fact })),
    ];
  }

  groupsOf(value: Value): readonly RulePeer[] {
    const refs = this.groups.refs(value);
    return [
      ...refs.certain.map((group): RulePeer => ({ kind: "group", group, certain: true })),
      ...refs.possible.map((group): RulePeer => ({ kind: "group", group, certain: false })),
      ...refs.missing.map((fact): RulePeer => ({ kind: "unknown", fact })),
    ];
  }

  #cidr(value: Value, subject: string, isEach: boolean): readonly RulePeer[] {
    const text = textOf(value);
    if (text !== null) {
      const range = rangeOf(text);
      if (range !== undefined) return [{ kind: "range", range }];
      return isIpv6(text) ? [] : [{ kind: "unknown", fact: missingFact("cidr-block", { holder: subject }) }];
    }
    const fact = missingOf(value, { part: "cidr-block", of: subject });
    const [target] = value.kind === "pointer" && value.targets.length === 1 ? value.targets : [];
    if (value.kind !== "pointer" || target === undefined) return [{ kind: "unknown", fact }];
    return [this.#pointed(target, isEach || value.selection === "some") ?? { kind: "unknown", fact }];
  }

  /** The block of a VPC or subnet, or all of a VPC's, which the input need not show. */
  #pointed({ instance, attribute }: Target, isWhole: boolean): RulePeer | undefined {
    const self: Value = { kind: "pointer", targets: [{ instance, attribute: "id" }], selection: "one" };
    const isVpc = instance.type === "aws_vpc" || instance.type === "aws_default_vpc";
    const vpc = isVpc ? only(this.vpcs.refs(self)) : undefined;
    if (vpc !== undefined && attribute === "cidr_block_associations") return { kind: "vpc", vpc, whole: isWhole };
    // A plan shows what an expression names, not what it makes of it: `cidrsubnet(x.cidr_block, ...)` looks the same.
    if (this.model.source !== "configuration") return undefined;
    if (vpc !== undefined && attribute === "cidr_block") return { kind: "vpc", vpc, whole: false };
    const subnet = instance.type.endsWith("_subnet") ? only(this.subnets.refs(self)) : undefined;
    return subnet !== undefined && attribute === "cidr_block" ? { kind: "subnet", subnet } : undefined;
  }
}
