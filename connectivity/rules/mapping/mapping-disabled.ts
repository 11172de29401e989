import { rule } from "../rule";
import type { Subjects } from "../subjects";

/** A mapping that polls nothing. */
export const mappingDisabled = rule({
  code: "mapping-disabled",
  severity: "note",
  effect: "none",
  kind: "outcome",
  title: "The mapping is disabled",
  meaning: "Nothing is polled until it is enabled.",
  example: "enabled = false",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html",
  check({ mapping }: Subjects, found) {
    const enabled = mapping.get("enabled");
    if (enabled.kind !== "scalar" || enabled.value !== false) return [];
    return [found(mapping, { mapping: mapping.address })];
  },
});
