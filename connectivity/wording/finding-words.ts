import type { MissingFact } from "../causes/missing-fact";
import type { Words } from "./causes/entry";

/** The words of each rule's findings. */
export type FindingWords<Findings> = {
  readonly [Code in keyof Findings]: (facts: Findings[Code], missing: readonly MissingFact[]) => Words;
};
