import type { Block } from "../../__tests__/connectivity/mutations/document";
import {
  type CostedResource,
  type CostLine,
  costOf,
  monthlyCost,
  priceInWords,
  priceTable,
  quantityOf,
  titleOf,
  totalInWords,
} from "../../plan-review/cost";
import { table } from "../table";
import type { Subject } from "./subject";

/** What an option costs a month in its default settings. */
export function costTable(subject: Subject): string {
  const { lines, after } = monthlyCost(
    subject.blocks.filter(({ mode }) => mode === "resource").map((block) => costed(block, subject)),
  );
  return [
    table(
      ["what", "how many", "price for one", "cost a month"],
      [
        ...lines.map((line) => [titleOf(line), quantityOf(line, line.after), priceLink(line), costOf(line.after)]),
        ["**together**", "", "", `**${totalInWords(after)}**`],
      ],
    ),
  ].join("\n");
}

function costed({ address, type, values }: Block, { settings }: Subject): CostedResource {
  return {
    address,
    type,
    region: settings.region,
    before: null,
    after: { values: withSubnets(values, settings), unknown: [] },
  };
}

/** A single instance is in one subnet, also where Amazon MQ picks it. */
function withSubnets(
  values: Block["values"],
  { brokerDeploymentMode }: Subject["settings"],
): Readonly<Record<string, unknown>> {
  const isBrokers =
    typeof values.subnet_ids === "string" && /\baws_mq_broker\.\S+\.subnet_ids\b/.test(values.subnet_ids);
  return isBrokers && brokerDeploymentMode === "SINGLE_INSTANCE"
    ? { ...values, subnet_ids: [values.subnet_ids] }
    : values;
}

function priceLink(line: CostLine): string {
  const { price, item } = line;
  const list = `[price list](${priceTable[item].priceList})`;
  return price === null ? `unknown: ${list}` : `${priceInWords(line)}, [${price.asOf}](${price.source})`;
}
