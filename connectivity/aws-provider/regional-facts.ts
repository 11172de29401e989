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

/** How an attribute of a data source follows from the provider's region; undefined where it does not. */
export function regionalFact(type: string, attribute: string): ((region: string) => string) | undefined {
  return FROM_REGION.get(type)?.get(attribute);
}
