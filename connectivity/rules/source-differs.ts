import type { SourceConflict } from "../terraform/model/source-conflict";
import { rule } from "./rule";

/** A configuration that a plan was not made from. */
export const sourceDiffers = rule({
  code: "source-differs",
  severity: "warning",
  effect: "none",
  kind: "outcome",
  title: "A configuration that is not the plan's",
  meaning:
    "The plan and the configuration that was given with it do not hold the same blocks, or these do not refer to the same objects, or parts of the configuration are not at hand. The plan counts; what only its configuration would show is unknown.",
  example: "# mqesm check --config ../another-folder plan.json",
  source: "https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation",
  check(conflicts: readonly SourceConflict[], found) {
    return conflicts.map(({ input, different, absent }) => found(null, { input, different, absent }));
  },
});
