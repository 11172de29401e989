import { type BilledItem, type ItemName, priceInWords, priceTable, regionsOf } from "../plan-review/cost";
import { table } from "./table";

/** The README's table of prices: what the options are billed for. */
export function pricesTable(): string {
  return table(
    ["what", "price", "where", "as of"],
    BILLED.flatMap((item) => {
      const { title, priceList, prices, counted }: BilledItem = priceTable[item];
      const what = `[${title}](${priceList})`;
      if (prices.length === 0) return [[what, "unknown: see the price list", "", ""]];
      return prices.map((price) => [
        what,
        `${priceInWords({ item, price })} for each ${counted[0]}`,
        regionsOf(price),
        `[${price.asOf}](${price.source})`,
      ]);
    }),
  );
}

const BILLED = [
  "broker",
  "interface-endpoint",
  "nat-gateway",
  "public-ipv4-address",
  "secret",
] as const satisfies readonly ItemName[];
