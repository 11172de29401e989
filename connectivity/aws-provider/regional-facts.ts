import type { Value } from "../terraform/model/model";
import { scalar } from "../terraform/model/values";

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
      ["id", (region: string) => partitionOf(region).partition],
      ["partition", (region: string) => partitionOf(region).partition],
      ["dns_suffix", (region: string) => partitionOf(region).dnsSuffix],
    ]),
  ],
]);

/** @see https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html */
function partitionOf(region: string): { readonly partition: string; readonly dnsSuffix: string } {
  if (region.startsWith("cn-")) return { partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
  return { partition: region.startsWith("us-gov-") ? "aws-us-gov" : "aws", dnsSuffix: "amazonaws.com" };
}

/** The attribute of a data source, where the configuration says the provider's region. */
export function regionalFact(type: string, attribute: string, region: () => Value): Value | undefined {
  const fact = FROM_REGION.get(type)?.get(attribute);
  const known = fact === undefined ? undefined : region();
  return known?.kind === "scalar" && typeof known.value === "string" ? scalar(fact?.(known.value) ?? null) : undefined;
}
