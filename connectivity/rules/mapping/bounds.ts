import type { OutOfBounds } from "../../causes/rules/mapping";
import type { Instance } from "../../terraform/model/model";
import { isLeftToAws } from "../../terraform/model/shown-values";
import type { Finding } from "../../verdict";
import { type Find, rule } from "../rule";
import type { Subjects } from "../subjects";
import { notShown } from "./unknown";

const PARAMETERS = "https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html";

/** How many messages a batch may hold. */
export const batchSize = rule({
  code: "batch-size",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Batch size out of bounds",
  meaning: "A batch holds 1 to 10,000 messages.",
  example: "batch_size = 20000",
  source: PARAMETERS,
  check({ mapping }: Subjects, found) {
    return outOfBounds(mapping, { argument: "batch_size", least: 1, most: 10_000, unit: "messages" }, found);
  },
});

/** How long Lambda may wait for a batch to fill. */
export const batchingWindow = rule({
  code: "batching-window",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Batching window out of bounds",
  meaning: "The window is 0 to 300 whole seconds.",
  example: "maximum_batching_window_in_seconds = 600",
  source: PARAMETERS,
  check({ mapping }: Subjects, found) {
    return outOfBounds(
      mapping,
      { argument: "maximum_batching_window_in_seconds", least: 0, most: 300, unit: "seconds" },
      found,
    );
  },
});

type Bounds = Omit<OutOfBounds, "mapping" | "value">;

function outOfBounds(
  mapping: Instance,
  bounds: Bounds,
  found: Find<"batch-size"> | Find<"batching-window">,
): readonly Finding[] {
  const { argument, least, most } = bounds;
  const given = mapping.get(argument);
  if (given.kind !== "scalar") return isLeftToAws(mapping, argument) ? [] : [notShown(mapping, argument)];
  const { value } = given;
  if (typeof value !== "number" || (Number.isInteger(value) && value >= least && value <= most)) return [];
  return [found(mapping, { mapping: mapping.address, value, ...bounds })];
}
