import type { FilterCauses } from "./filters";
import type { MissingFact } from "./missing-fact";
import type { NameCauses } from "./names";
import type { PlacementCauses } from "./placement";
import type { RoutingCauses } from "./routing";

/** A resource to name: the one that decides, which is the one to change. */
export interface Subject {
  readonly address: string;
  readonly constructPath: string | null;
}

/** The facts of each code of a cause. */
export interface Causes extends RoutingCauses, FilterCauses, NameCauses, PlacementCauses {}

/** Code of why a hop is blocked or unknown. */
export type CauseCode = keyof Causes;

export interface CauseOf<Code extends CauseCode> {
  readonly code: Code;
  /** Address of the one resource to change; null when nothing specific. */
  readonly resource: string | null;
  /** Construct path of that resource, where CDKTF metadata gives one. */
  readonly constructPath: string | null;
  readonly facts: Causes[Code];
  /** Where it is not known: the facts that would decide. */
  readonly missing: readonly MissingFact[];
}

/** Why something is not reachable, or not known to be: facts, of which the words are made elsewhere. */
export type Cause = { readonly [Code in CauseCode]: CauseOf<Code> }[CauseCode];

export function cause<Code extends CauseCode>(
  code: Code,
  resource: Subject | null,
  facts: Causes[Code],
  missing: readonly MissingFact[] = [],
): { readonly [Each in Code]: CauseOf<Each> }[Code] {
  const made: CauseOf<Code> = { code, ...named(resource), facts, missing };
  return made as { readonly [Each in Code]: CauseOf<Each> }[Code];
}

function named(resource: Subject | null): Pick<Cause, "resource" | "constructPath"> {
  // Where the input does not show how many instances a resource has, the resource is what to change.
  return { resource: resource?.address.replace(/\[\*\]$/, "") ?? null, constructPath: resource?.constructPath ?? null };
}
