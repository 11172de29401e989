import type { ReasonEntry } from "./reason-table/entry";
import { filterReasons } from "./reason-table/filters";
import { nameReasons } from "./reason-table/names";
import { placementReasons } from "./reason-table/placement";
import { routingReasons } from "./reason-table/routing";

export type { ReasonEntry } from "./reason-table/entry";

const table = { ...routingReasons, ...filterReasons, ...nameReasons, ...placementReasons };

/** Code of the reason of a hop that is blocked or unknown. */
export type ReasonCode = keyof typeof table;

/** Every reason, by its code, in the order in which they are documented. */
export const reasons: Readonly<Record<ReasonCode, ReasonEntry>> = table;
