import type { HarmRule } from "../harm";

/** A mapping whose filter is new or different. Lambda takes what does not match off the queue, and drops it. */
export const filterChanged: HarmRule = {
  code: "filter-changed",
  kind: "messages",
  title: "A mapping filters messages",
  meaning:
    "Messages that match no pattern are taken from the queue and dropped: no function sees them, and no dead-letter queue gets them.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html",
  types: ["aws_lambda_event_source_mapping"],
  check(change) {
    if (!change.creates && change.action !== "update") return undefined;
    if (
      !change.sets("filter_criteria") ||
      isEmpty(change.after("filter_criteria"), change.isUnknown("filter_criteria"))
    )
      return undefined;
    const had = !isEmpty(change.before("filter_criteria"), false);
    return {
      explanation: `The filter of ${change.address} ${had ? "changes" : "is new"}: messages that match none of its patterns are taken from the queue and dropped.`,
      remedy: "Compare the patterns with messages of production before it is applied.",
    };
  },
};

/** No block, or one without patterns. */
function isEmpty(criteria: unknown, unknown: boolean): boolean {
  if (unknown) return false;
  if (!Array.isArray(criteria)) return criteria === undefined || criteria === null;
  return criteria.every((block) => {
    const filters = typeof block === "object" && block !== null ? (block as { filter?: unknown }).filter : undefined;
    return !Array.isArray(filters) || filters.length === 0;
  });
}
