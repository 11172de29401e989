import type { IamFacts } from "./missing/iam";
import type { NetworkFacts } from "./missing/network";
import type { TerraformFacts } from "./missing/terraform";

/** What each kind of missing fact is about. */
export interface MissingFacts extends TerraformFacts, NetworkFacts, IamFacts {}

export type MissingKind = keyof MissingFacts;

/** Where a missing fact would be shown. */
export type ShownBy =
  /** The state, or the plan, of the workspace that manages what it is about. */
  | "its-workspace"
  /** More input. */
  | "input"
  /** A plan, where this is the configuration only. */
  | "plan"
  /** A state, once the plan is applied. */
  | "apply"
  /** A plan or a state in which the data source is read. */
  | "reading"
  /** No plan and no state. */
  | "nothing";

export interface MissingFactOf<Kind extends MissingKind> {
  readonly kind: Kind;
  readonly about: MissingFacts[Kind];
  readonly shownBy: ShownBy;
  /** Whoever knows it to be so can assert it as these, each spelled `<subject>:<fact>`. None: asserting it makes no sense. */
  readonly assumable: readonly string[];
  /** Missing facts that this one comes from. */
  readonly because: readonly MissingFact[];
}

/** A fact that would decide a verdict and that the input does not show. */
export type MissingFact = { readonly [Kind in MissingKind]: MissingFactOf<Kind> }[MissingKind];

export function missingFact<Kind extends MissingKind>(
  kind: Kind,
  about: MissingFacts[Kind],
  shownBy: ShownBy = "input",
  { assumable = NONE, because = NONE }: Partial<Pick<MissingFact, "assumable" | "because">> = {},
): MissingFactOf<Kind> {
  return { kind, about, shownBy, assumable, because };
}

const NONE: readonly never[] = [];

/** The same for the same fact, and different for different ones. */
export function keyOfFact({ kind, about, shownBy, because }: MissingFact): string {
  const key = `${kind} ${shownBy} ${JSON.stringify(about)}`;
  return because.length === 0 ? key : `${key} ${because.map(keyOfFact).join()}`;
}

/** Facts, each once. */
export function distinct(facts: readonly MissingFact[]): readonly MissingFact[] {
  return facts.length < 2 ? facts : [...new Map(facts.map((fact) => [keyOfFact(fact), fact])).values()];
}
