import type { Value } from "../terraform/model/model";
import { scalar } from "../terraform/model/values";
import { partitionOf, reversed } from "./partitions";

/** What data sources say that follows from the provider's region alone. */
const FROM_REGION = new Map<string, ReadonlyMap<string, (region: string) => string>>([
  [
    "aws_region",
    new Map([
      ["id", (region: string) => region],
      ["name", (region: string) => region],
      ["region", (region: string) => region],
    ]),
  ],
  [
    "aws_partition",
    new Map([
      ["id", (region: string) => partitionOf(region).name],
      ["partition", (region: string) => partitionOf(region).name],
      ["dns_suffix", (region: string) => partitionOf(region).dnsSuffix],
      ["reverse_dns_prefix", (region: string) => reversed(partitionOf(region).dnsSuffix)],
    ]),
  ],
]);

/** The attribute of a data source, where the configuration says the provider's region. */
export function regionalFact(type: string, attribute: string, region: () => Value): Value | undefined {
  const fact = FROM_REGION.get(type)?.get(attribute);
  const known = fact === undefined ? undefined : region();
  return known?.kind === "scalar" && typeof known.value === "string" ? scalar(fact?.(known.value) ?? null) : undefined;
}
