import type { SourceGuess } from "../terraform/model/source-conflict";
import { rule } from "./rule";

/** A configuration beside a plan, which says the same as the plan's. */
export const sourceGuessed = rule({
  code: "source-guessed",
  severity: "note",
  effect: "none",
  kind: "outcome",
  title: "A configuration that was found, not named",
  meaning:
    "The plan's JSON lies in a folder of configuration that refers to the same objects in the same arguments, and of which no file is younger than the plan. It is taken for the plan's own: local values, dynamic blocks and splats are read from it.",
  example: "# mqesm check plan.json",
  source: "https://developer.hashicorp.com/terraform/internals/json-format#plan-representation",
  check(guesses: readonly SourceGuess[], found) {
    return guesses.map(({ input, folder }) => found(null, { input, folder }));
  },
});
