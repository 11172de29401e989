import { distinct } from "../../causes/missing-fact";
import type { MissingFact } from "../../terraform/model/model";
import type { Tie } from "../ties";

/** Something that values denote, by a key of its own. */
export interface Keyed {
  readonly key: string;
}

/** The things that a value denotes, sorted by how sure that is: see `Links`. */
export interface Refs<T extends Keyed> {
  readonly certain: readonly T[];
  /** One or more of these. */
  readonly possible: readonly T[];
  /** What is missing to know whether there are more. */
  readonly missing: readonly MissingFact[];
}

export const NO_REFS: Refs<never> = { certain: [], possible: [], missing: [] };

export function certainly<T extends Keyed>(...things: readonly T[]): Refs<T> {
  return { certain: things, possible: [], missing: [] };
}

export function missing<T extends Keyed>(fact: MissingFact): Refs<T> {
  return { certain: [], possible: [], missing: [fact] };
}

/** Everything that may be denoted. */
export function anyOf<T extends Keyed>(refs: Refs<T>): readonly T[] {
  return [...refs.certain, ...refs.possible];
}

/** The one thing that is denoted for certain; undefined where it may be another. */
export function only<T extends Keyed>(refs: Refs<T>): T | undefined {
  return refs.certain.length === 1 && refs.possible.length === 0 && refs.missing.length === 0
    ? refs.certain[0]
    : undefined;
}

export function join<T extends Keyed>(parts: readonly Refs<T>[]): Refs<T> {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const certain = new Map(parts.flatMap((part) => part.certain.map((thing) => [thing.key, thing] as const)));
  const possible = new Map(parts.flatMap((part) => part.possible.map((thing) => [thing.key, thing] as const)));
  for (const key of certain.keys()) possible.delete(key);
  return {
    certain: [...certain.values()],
    possible: [...possible.values()],
    missing: distinct(parts.flatMap((part) => part.missing)),
  };
}

/** What a tie names; where it may be about something else, only that this is not known. */
export function unlessDoubtful<T extends Keyed>({ doubt }: Tie, refs: Refs<T>): Refs<T> {
  return doubt === null ? refs : missing(doubt);
}

/** What is left of things that are listed when others are taken away. */
export function without<T extends Keyed>(listed: Refs<T>, gone: Refs<T>): Refs<T> {
  const [fact] = gone.missing;
  if (fact !== undefined && anyOf(listed).length > 0) return { ...perhaps(listed), missing: [...listed.missing, fact] };
  const taken = new Set(gone.certain.map(({ key }) => key));
  const doubtful = new Set(gone.possible.map(({ key }) => key));
  const left = { ...listed, certain: listed.certain.filter(({ key }) => !taken.has(key)) };
  return left.certain.some(({ key }) => doubtful.has(key)) ? perhaps(left) : left;
}

/** What all of them denote is denoted, whichever is meant. */
export function oneOrMoreOf<T extends Keyed>(alternatives: readonly Refs<T>[]): Refs<T> {
  const [first, ...others] = alternatives;
  if (first === undefined) return NO_REFS;
  const shared = first.certain.filter(({ key }) =>
    others.every(({ certain }) => certain.some((thing) => thing.key === key)),
  );
  return join([certainly(...shared), ...alternatives.map(perhaps)]);
}

/** Things of which it is not known whether any of them is denoted. */
export function perhaps<T extends Keyed>(refs: Refs<T>): Refs<T> {
  return { certain: [], possible: anyOf(refs), missing: refs.missing };
}
