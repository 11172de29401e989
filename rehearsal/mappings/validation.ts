import type { MappingArguments } from "./mapping";

/** What is wrong with a mapping's arguments, in Lambda's order; undefined where it is right. */
export function violationOf(given: MappingArguments): string | undefined {
  const { BatchSize = 100, MaximumBatchingWindowInSeconds: window = 0, Queues = [] } = given;
  const access = given.SourceAccessConfigurations ?? [];
  const ofType = (type: string) => access.filter(({ Type }) => Type === type);
  const [queue = ""] = Queues;
  if (Queues.length !== 1 || queue.length < 1 || queue.length > 1000) return "Exactly one queue must be specified.";
  if (ofType("BASIC_AUTH").length !== 1) return "Exactly one SourceAccessConfiguration of type BASIC_AUTH is required.";
  if (ofType("VIRTUAL_HOST").length > 1)
    return "At most one SourceAccessConfiguration of type VIRTUAL_HOST is allowed.";
  const strange = access.find(({ Type }) => !["BASIC_AUTH", "VIRTUAL_HOST"].includes(Type));
  if (strange !== undefined) return `The SourceAccessConfiguration type ${strange.Type} does not apply to Amazon MQ.`;
  if (!Number.isInteger(BatchSize) || BatchSize < 1 || BatchSize > 10_000) {
    return `BatchSize ${BatchSize} must be between 1 and 10000.`;
  }
  if (!Number.isInteger(window) || window < 0 || window > 300) {
    return `MaximumBatchingWindowInSeconds ${window} must be between 0 and 300.`;
  }
  return undefined;
}
