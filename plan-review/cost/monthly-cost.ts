import { type Attributes, chargesOf } from "./billed";
import { type ItemName, inCents, type KnownPrice, monthlyUsd, priceOf, priceTable } from "./prices";

/** A resource before and after a plan. */
export interface CostedResource {
  readonly address: string;
  readonly type: string;
  /** The Region it is in; null where the plan does not show it. */
  readonly region: string | null;
  /** Null where it does not exist. */
  readonly before: Attributes | null;
  readonly after: Attributes | null;
}

/** What so many of an item cost in a month. */
export interface Amount {
  /** How many are known of. */
  readonly quantity: number;
  /** Addresses of the resources of which it is not known how many of the item they are. */
  readonly uncounted: readonly string[];
  /** US dollars for the quantity; null where no price is known and there is any. */
  readonly usd: number | null;
}

/** One item in one Region, before and after. */
export interface CostLine {
  readonly item: ItemName;
  /** What the price depends on besides the Region; null for nothing. */
  readonly variant: string | null;
  readonly region: string | null;
  /** Null where the table has none. */
  readonly price: KnownPrice | null;
  readonly before: Amount;
  readonly after: Amount;
}

/** A sum. What is not known is not in it. */
export interface Total {
  readonly usd: number;
  /** Whether nothing is left out. */
  readonly isComplete: boolean;
}

/** What is billed by the hour or by the month, used or not, before and after a plan. */
export interface MonthlyCost {
  /** In the order of the price table, then by variant and Region. */
  readonly lines: readonly CostLine[];
  readonly before: Total;
  readonly after: Total;
  /** After less before. What stays as it is changes nothing, whatever its price. */
  readonly change: Total;
}

/** The cost per month of resources before and after a plan. */
export function monthlyCost(resources: readonly CostedResource[]): MonthlyCost {
  const lines = new Map<string, OpenLine>();
  for (const resource of resources) {
    for (const side of SIDES) {
      const attributes = resource[side];
      if (attributes === null) continue;
      for (const { item, variant, quantity } of chargesOf(resource.type, attributes)) {
        const line = lineOf(lines, item, variant, resource.region);
        if (quantity === null) line[side].uncounted.push(resource.address);
        else line[side].quantity += quantity;
      }
    }
  }
  const priced = [...lines.values()].map(pricedLine).sort(inOrder);
  return {
    lines: priced,
    before: total(priced.map(({ before }) => before)),
    after: total(priced.map(({ after }) => after)),
    change: totalChange(priced),
  };
}

const SIDES = ["before", "after"] as const;

interface OpenAmount {
  quantity: number;
  readonly uncounted: string[];
}

interface OpenLine extends Pick<CostLine, "item" | "variant" | "region"> {
  readonly before: OpenAmount;
  readonly after: OpenAmount;
}

function lineOf(lines: Map<string, OpenLine>, item: ItemName, variant: string | null, region: string | null): OpenLine {
  const key = JSON.stringify([item, variant, region]);
  const present = lines.get(key);
  if (present !== undefined) return present;
  const nothing = (): OpenAmount => ({ quantity: 0, uncounted: [] });
  const line = { item, variant, region, before: nothing(), after: nothing() };
  lines.set(key, line);
  return line;
}

function pricedLine(line: OpenLine): CostLine {
  const price = priceOf(line.item, line.region);
  const amount = ({ quantity, uncounted }: OpenAmount): Amount => {
    const isNothing = quantity === 0 && uncounted.length === 0;
    const usd = price === null ? (isNothing ? 0 : null) : monthlyUsd(line.item, price, quantity);
    return { quantity, uncounted: [...uncounted].sort(), usd };
  };
  return { ...line, price, before: amount(line.before), after: amount(line.after) };
}

const ITEMS = Object.keys(priceTable);

function inOrder(one: CostLine, other: CostLine): number {
  const byItem = ITEMS.indexOf(one.item) - ITEMS.indexOf(other.item);
  return byItem || compare(one.variant ?? "", other.variant ?? "") || compare(one.region ?? "", other.region ?? "");
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function total(amounts: readonly Amount[]): Total {
  return {
    usd: inCents(amounts.reduce((sum, { usd }) => sum + (usd ?? 0), 0)),
    isComplete: amounts.every(isKnown),
  };
}

/** Lines that are not known on both sides, and are not as they were, are left out of the sum. */
function totalChange(lines: readonly CostLine[]): Total {
  const changed = lines.filter((line) => !isSame(line));
  const known = changed.filter(({ before, after }) => isKnown(before) && isKnown(after));
  return {
    usd: inCents(known.reduce((sum, { before, after }) => sum + (after.usd ?? 0) - (before.usd ?? 0), 0)),
    isComplete: known.length === changed.length,
  };
}

function isSame({ before, after }: CostLine): boolean {
  return before.quantity === after.quantity && before.uncounted.length + after.uncounted.length === 0;
}

function isKnown({ usd, uncounted }: Amount): boolean {
  return usd !== null && uncounted.length === 0;
}
