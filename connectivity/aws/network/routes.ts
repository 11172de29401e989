import { missingFact } from "../../causes/missing-fact";
import type { Block, Instance, MissingFact, Model, Value } from "../../terraform/model/model";
import { isOwn, isUnset, missingOf, NOTHING, textOf } from "../../terraform/model/shown-values";
import { isIpv6, type Range, rangeOf } from "./addresses";
import type { PrefixLists } from "./prefix-lists";
import { type RouteTargets, targetsOf } from "./route-targets";

/** An IPv4 route. */
export interface Route extends RouteTargets {
  /** Where it is for; null where the input does not show it. */
  readonly range: Range | null;
  /** By a prefix list; a route by CIDR block goes before one by list. */
  readonly byList: boolean;
  /** The resource that holds it: to name it. */
  readonly holder: Instance;
  /** What is missing to know whether the table has it, or what for. */
  readonly doubt: MissingFact | null;
}

/** Reads routes in every spelling. */
export class RouteReader {
  constructor(
    private readonly model: Model,
    private readonly prefixLists: PrefixLists,
  ) {}

  /** The routes of a block inside a table: one, several for a prefix list, none for IPv6. */
  inside(block: Block, table: Instance): readonly Route[] {
    return this.#read((name) => block.get(name), "cidr_block", table);
  }

  /** The routes of an `aws_route`. */
  standalone(route: Instance): readonly Route[] {
    const read = (name: string) => (isOwn(route, name, route.get(name)) ? NOTHING : route.get(name));
    return this.#read(read, "destination_cidr_block", route);
  }

  #read(read: (name: string) => Value, cidrName: string, holder: Instance): readonly Route[] {
    const targets = targetsOf(this.model, read, holder.address);
    const list = read("destination_prefix_list_id");
    const route = { ...targets, holder, byList: false, doubt: null };
    if (!isUnset(list)) {
      const { ranges, missing } = this.prefixLists.entriesOf(list);
      return [
        ...ranges.map((range) => ({ ...route, range, byList: true })),
        ...missing.map((doubt) => ({ ...route, range: null, byList: true, doubt })),
      ];
    }
    const cidr = read(cidrName);
    if (isUnset(cidr)) return [];
    const text = textOf(cidr);
    if (text !== null && isIpv6(text)) return [];
    const range = text === null ? undefined : rangeOf(text);
    if (range !== undefined) return [{ ...route, range }];
    const doubt =
      text === null
        ? missingOf(cidr, { part: "destination", of: holder.address })
        : missingFact("destination-of-route", { holder: holder.address });
    return [{ ...route, range: null, doubt }];
  }
}
