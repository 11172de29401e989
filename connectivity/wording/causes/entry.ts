import type { CauseCode, CauseOf, Causes } from "../../causes/cause";

/** What the documentation says about the reason of a hop that is not reachable. */
export interface ReasonEntry {
  /** A few words. */
  readonly title: string;
  /** What it means, in one or two sentences. */
  readonly meaning: string;
  /** A short piece of Terraform that leads to it. */
  readonly example: string;
  /** AWS's own page. */
  readonly source: string;
}

/** Why, and what to do: a sentence each. */
export interface Words {
  readonly explanation: string;
  /** What would decide it, where it is not known. */
  readonly remedy: string;
  /** What to do first, as the beginning of a sentence; not set where it is to change the resource. */
  readonly step?: string;
}

/** A code with its documentation and its words. */
export interface CauseEntry<Code extends CauseCode> extends ReasonEntry {
  words(facts: Causes[Code], missing: CauseOf<Code>["missing"]): Words;
}

export type CauseEntries<Topic> = { readonly [Code in keyof Topic & CauseCode]: CauseEntry<Code> };
