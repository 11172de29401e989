import { field, type Input } from "../connectivity/index";
import type { MonthlyCost } from "./cost";
import { costsOf } from "./costs";
import { harmsOf, inOrder } from "./harms";
import type { Harm } from "./harms/harm";
import type { Action } from "./plan/action";
import { pathInWords } from "./plan/path";
import { blockOf, type ConditionResult, isPlan, type OutputChange, type Plan, readPlan } from "./plan/plan";
import type { ChangedAttribute, PlannedChange } from "./plan/planned-change";
import { type ShownValue, shownValue, shownValues } from "./values/shown-value";
import { harmsFound } from "./verdict/harms";
import { notJudged, type Verdicts, verdictsOn } from "./verdict/verdicts";

/** A workspace to review. */
export interface WorkspaceInput {
  readonly name: string;
  /** Its plan; null where planning failed, so that there is none. */
  readonly plan: Input | null;
  /** A digest of the plan and of what it is applied with, to be shown. */
  readonly digest?: string;
}

export interface ReviewOptions {
  /**
   * Facts that the plans do not show and the user knows to be so, as the check takes them.
   *
   * @default []
   */
  readonly assume?: readonly string[];
}

/** What an attribute becomes. Values are there only where they may be shown. */
export interface AttributeReview {
  readonly name: string;
  readonly before?: ShownValue;
  readonly after?: ShownValue;
  readonly unknown: boolean;
  readonly sensitive: boolean;
}

/** What a plan does to one resource. */
export interface ChangeReview {
  readonly address: string;
  readonly previousAddress: string | null;
  readonly type: string;
  readonly mode: "managed" | "data";
  readonly deposed: boolean;
  readonly action: Action;
  /** Terraform's word for why, such as `replace_because_tainted`. */
  readonly reason: string | null;
  readonly importing: boolean;
  /** The id of what is imported, where it may be shown. */
  readonly importId: string | null;
  /** What forces the replacement. */
  readonly replacePaths: readonly string[];
  /** Of updates and replacements. */
  readonly attributes: readonly AttributeReview[];
}

export interface DriftReview extends ChangeReview {
  /** Whether the plan rests on what has changed. */
  readonly relevant: boolean;
}

export interface DeferredReview extends ChangeReview {
  /** Terraform's word for why it is put off. */
  readonly deferredBecause: string | null;
}

/** Each change once: a replacement is one, whatever Terraform's own summary says. */
export type Counts = Readonly<Record<Exclude<Action, "none"> | "move" | "import", number>>;

/** What a reviewer is told of one workspace. */
export interface WorkspaceReview {
  readonly name: string;
  readonly digest: string | null;
  /** False where planning failed, so that there is no plan. */
  readonly planned: boolean;
  readonly terraformVersion: string | null;
  /** As the plan says; null where it does not. */
  readonly applyable: boolean | null;
  readonly complete: boolean | null;
  readonly errored: boolean | null;
  /** Whether there is nothing at all: no change, move, import, output, nothing put off, and nothing that Terraform would apply. */
  readonly unchanged: boolean;
  readonly verdicts: Verdicts;
  readonly harms: readonly Harm[];
  readonly cost: MonthlyCost;
  readonly counts: Counts;
  /** What the plan does, without what stays as it is. */
  readonly changes: readonly ChangeReview[];
  /** Entries of the plan that this review cannot read. */
  readonly unreadable: number;
  readonly drift: readonly DriftReview[];
  readonly deferred: readonly DeferredReview[];
  readonly outputs: readonly OutputChange[];
  readonly conditions: readonly ConditionResult[];
  /** Actions that the apply invokes, and how many are put off. */
  readonly invocations: readonly string[];
  readonly deferredInvocations: number;
}

/** What a reviewer is told. */
export interface Review {
  readonly workspaces: readonly WorkspaceReview[];
}

/** Inputs that are no plans. */
export class NoPlanError extends Error {
  override readonly name = "NoPlanError";

  constructor(readonly inputs: readonly string[]) {
    super(inputs.map((name) => `${name} is no plan`).join("\n"));
  }
}

/**
 * What changes mean: of the plans of a pull request, all workspaces together.
 *
 * @throws NoPlanError naming every input that is no plan.
 */
export function review(workspaces: readonly WorkspaceInput[], options: ReviewOptions = {}): Review {
  const strange = workspaces.flatMap(({ plan }) => (plan !== null && !isPlan(plan.json) ? [plan.name] : []));
  if (strange.length > 0) throw new NoPlanError(strange);
  return { workspaces: workspaces.map((workspace) => reviewOf(workspace, options.assume ?? [])) };
}

function reviewOf(
  { name, plan: input, digest = undefined }: WorkspaceInput,
  assume: readonly string[],
): WorkspaceReview {
  const plan = readPlan(input?.json);
  const { verdicts, model } =
    input === null ? notJudged("planning failed, so that there is no plan") : verdictsOn(input, plan, assume);
  const changes = plan.changes.filter(isChange).map((change) => changeReview(change, plan));
  return {
    name,
    digest: digest ?? null,
    planned: input !== null,
    terraformVersion: plan.terraformVersion,
    applyable: plan.applyable,
    complete: plan.complete,
    errored: plan.errored,
    unchanged: input !== null && isUnchanged(plan, changes),
    verdicts,
    harms: inOrder([...harmsOf(plan), ...harmsFound(verdicts)]),
    cost: costsOf(plan, model),
    counts: countsOf(changes),
    changes,
    unreadable: plan.unreadable,
    drift: plan.drift.map(({ change, relevant }) => ({ ...changeReview(change, plan), relevant })),
    deferred: plan.deferred.map(({ change, reason }) => ({
      ...changeReview(change, plan),
      deferredBecause: wordOf(reason),
    })),
    outputs: plan.outputs,
    conditions: plan.conditions,
    invocations: plan.invocations,
    deferredInvocations: plan.deferredInvocations,
  };
}

/** A move and an import are no action, and yet something. */
function isChange({ action, previousAddress, importing }: PlannedChange): boolean {
  return action !== "none" || previousAddress !== null || importing;
}

function isUnchanged(plan: Plan, changes: readonly ChangeReview[]): boolean {
  const parts = [changes, plan.outputs, plan.deferred, plan.invocations];
  return (
    parts.every((part) => part.length === 0) &&
    plan.unreadable + plan.deferredInvocations === 0 &&
    plan.applyable !== true &&
    plan.errored !== true
  );
}

function changeReview(change: PlannedChange, plan: Plan): ChangeReview {
  const { address, previousAddress, type, mode, deposed, action, importing, importId } = change;
  const shownId = shownValue(type, "id", importId);
  return {
    address,
    previousAddress,
    type,
    mode,
    deposed: deposed !== null,
    action,
    reason: wordOf(change.reason),
    importing,
    importId: typeof shownId === "string" ? shownId : null,
    replacePaths: change.replacePaths.map(pathInWords),
    attributes: DIFFERING.has(action)
      ? worthTelling(change, plan).map((attribute) => ({
          name: attribute.name,
          ...shownValues(type, attribute),
          unknown: attribute.unknown,
          sensitive: attribute.sensitive,
        }))
      : [],
  };
}

/** What AWS fills in is unknown whenever anything changes: that says nothing. What the configuration sets does. */
function worthTelling({ address, changed }: PlannedChange, plan: Plan): readonly ChangedAttribute[] {
  const isOpen = ({ unknown, after }: ChangedAttribute) => unknown && after === undefined;
  if (!changed.some(isOpen)) return changed;
  const expressions = field(blockOf(plan, address), "expressions");
  if (expressions === undefined) return changed;
  return changed.filter((attribute) => !isOpen(attribute) || field(expressions, attribute.name) !== undefined);
}

/** What has a before and an after to compare. */
const DIFFERING: ReadonlySet<Action> = new Set(["update", "replace", "replace-forgetting", "unknown"]);

/** One of Terraform's own words; null for what is none. */
function wordOf(reason: string | null): string | null {
  return reason !== null && /^[a-z_]{1,60}$/.test(reason) ? reason : null;
}

function countsOf(changes: readonly ChangeReview[]): Counts {
  const counts = {
    create: 0,
    read: 0,
    update: 0,
    replace: 0,
    delete: 0,
    forget: 0,
    "replace-forgetting": 0,
    unknown: 0,
    move: 0,
    import: 0,
  };
  for (const { action, previousAddress, importing } of changes) {
    if (action !== "none") counts[action]++;
    if (previousAddress !== null) counts.move++;
    if (importing) counts.import++;
  }
  return counts;
}
