import type { MappingReport } from "../verdict";
import { rule } from "./rule";

/** What the user asserts, and which verdicts there are. */
interface Asserted {
  readonly assume: readonly string[];
  readonly mappings: readonly MappingReport[];
}

/** Assertions that decide nothing. */
export const assumptionUnused = rule({
  code: "assumption-unused",
  severity: "warning",
  effect: "none",
  kind: "outcome",
  title: "An assumption that no verdict rests on",
  meaning: "It is spelled differently from what the check asks for, or the input shows the fact.",
  example: "# mqesm check --assume default-vpc:dns-suport",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
  check({ assume, mappings }: Asserted, found) {
    const used = new Set(mappings.flatMap(({ assumptions }) => assumptions));
    const unused = [...new Set(assume)].filter((assumption) => !used.has(assumption));
    return unused.map((assumption) => found(null, { assumption }));
  },
});
