import type { Cause, CauseCode, CauseOf, Causes } from "../../causes/cause";
import type { CauseEntries, Words } from "./entry";
import { filterCauses } from "./filters";
import { nameCauses } from "./names";
import { placementCauses } from "./placement";
import { routingCauses } from "./routing";

export type { ReasonEntry } from "./entry";

/** Every reason, by its code, in the order in which they are documented. */
export const reasons: CauseEntries<Causes> = { ...routingCauses, ...filterCauses, ...nameCauses, ...placementCauses };

/** A cause in words. */
export function wordsOf(cause: Cause): Words {
  return inWords(cause);
}

function inWords<Code extends CauseCode>({ code, facts, missing }: CauseOf<Code>): Words {
  return reasons[code].words(facts, missing);
}
