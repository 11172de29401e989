import type { Amount, CostLine, Total } from "./monthly-cost";
import { type KnownPrice, priceTable } from "./prices";

/** Texts about costs, not escaped: whoever puts them into a document does that. */

/** What a line is about, such as "Amazon MQ broker (mq.m7g.medium, SINGLE_INSTANCE)". */
export function titleOf({ item, variant }: CostLine): string {
  const { title } = priceTable[item];
  return variant === null ? title : `${title} (${variant})`;
}

/** How many, such as "3 zones", "at least 3 zones" or "unknown". */
export function quantityOf({ item }: CostLine, { quantity, uncounted }: Amount): string {
  const [one, several] = priceTable[item].counted;
  const counted = `${quantity} ${quantity === 1 ? one : several}`;
  if (uncounted.length === 0) return counted;
  return quantity === 0 ? "unknown" : `at least ${counted}`;
}

/** What it costs a month, such as "36.50 USD", "at least 36.50 USD" or "unknown". */
export function costOf({ usd, quantity, uncounted }: Amount): string {
  if (usd === null || (quantity === 0 && uncounted.length > 0)) return "unknown";
  return uncounted.length === 0 ? usdOf(usd) : `at least ${usdOf(usd)}`;
}

/** A price for one, such as "0.01 USD an hour", or "unknown". */
export function priceInWords({ item, price }: Pick<CostLine, "item" | "price">): string {
  return price === null ? "unknown" : `${price.usd} USD ${priceTable[item].per === "hour" ? "an hour" : "a month"}`;
}

/** A sum, and that there is more where something is not known. */
export function totalInWords({ usd, isComplete }: Total): string {
  if (isComplete) return usdOf(usd);
  return usd === 0 ? "unknown" : `${usdOf(usd)} and what is unknown`;
}

/** A difference, with its sign. */
export function changeInWords({ usd, isComplete }: Total): string {
  const sign = usd < 0 ? "-" : "+";
  const known = usd === 0 ? "" : `${sign}${usdOf(Math.abs(usd))}`;
  if (isComplete) return known === "" ? "no change" : known;
  return known === "" ? "unknown" : `${known} and what is unknown`;
}

/** The Regions that a price holds in. */
export function regionsOf({ regions }: KnownPrice): string {
  return regions === "every Region" ? regions : regions.join(", ");
}

function usdOf(usd: number): string {
  return `${usd.toFixed(2)} USD`;
}
