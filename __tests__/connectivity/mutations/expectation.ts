import type { HopTarget } from "../../../connectivity/verdict";

/** What must become of the mapping. */
export type Expectation =
  | { readonly verdict: "works" }
  | {
      readonly verdict: "fails";
      /** The hops that are blocked: exactly these. Left out: not judged, where AWS would not even create the broker. */
      readonly blocked?: readonly HopTarget[];
      /** Roles one of which must be named. Left out: the altered block itself. */
      readonly names?: RegExp;
    }
  | {
      readonly verdict: "unknown";
      /** The fact that is missing, as the report words it. */
      readonly fact: RegExp;
    }
  /** No mapping on a broker is left. */
  | { readonly verdict: "none" };

/** What a part of a stack is for, and so what becomes of the mapping without it. */
export interface Part {
  readonly type: string;
  /** The role that the part plays: the path of its construct. */
  readonly role: RegExp;
  /** Where it plays it. Left out: in every stack. */
  readonly stack?: RegExp;
  readonly purposes: readonly Purpose[];
}

/**
 * One thing that a part is for. The first one that fits counts. `what` is `removed` for the whole block, and
 * `<argument> <kind of alteration>` for an argument.
 */
export type Purpose = readonly [what: RegExp, expect: Expectation, because: string];

export const services = ["sts", "secretsmanager", "lambda"] as const satisfies readonly HopTarget[];
export const everything = ["broker", ...services] as const satisfies readonly HopTarget[];

export const works: Expectation = { verdict: "works" };
export const noMapping: Expectation = { verdict: "none" };

/** @param names where not the altered block itself is to be named: what now lacks it */
export function blocks(blocked: readonly HopTarget[], names?: RegExp): Expectation {
  return { verdict: "fails", blocked, ...(names === undefined ? {} : { names }) };
}

/** Everything is reachable, but something else is wrong. */
export function defect(names?: RegExp): Expectation {
  return blocks([], names);
}

/** AWS would not create the broker: there are no hops to judge. */
export function impossible(names?: RegExp): Expectation {
  return { verdict: "fails", ...(names === undefined ? {} : { names }) };
}

export function needs(fact: RegExp): Expectation {
  return { verdict: "unknown", fact };
}
