import type { ReasonEntry } from "./entry";
import { filterReasons } from "./filters";
import { nameReasons } from "./names";
import { placementReasons } from "./placement";
import { routingReasons } from "./routing";

export type { ReasonEntry } from "./entry";

const table = { ...routingReasons, ...filterReasons, ...nameReasons, ...placementReasons };

/** Code of the reason of a hop that is blocked or unknown. */
export type ReasonCode = keyof typeof table;

/** Every reason, by its code, in the order in which they are documented. */
export const reasons: Readonly<Record<ReasonCode, ReasonEntry>> = table;
