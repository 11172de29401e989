import {
  check,
  checkWithSources,
  type Finding,
  type Input,
  type MappingReport,
  type MappingVerdict,
  type Model,
  type Report,
  UnusableInputError,
} from "../../connectivity/index";
import type { Plan } from "../plan/plan";

/** A mapping's verdict, and how it changes. */
export interface VerdictChange {
  readonly address: string;
  /** In the state before; null where it was not there, or where the state cannot be judged. */
  readonly before: MappingVerdict | null;
  /** Once the plan is applied; null where the plan destroys or forgets it. */
  readonly after: MappingVerdict | null;
  /** What the check says of it: once the plan is applied, else before. */
  readonly report: MappingReport;
}

/** What the check says of a plan. */
export interface Verdicts {
  readonly mappings: readonly VerdictChange[];
  /** Of no mapping: what the apply does to brokers, what it destroys, what is not judged. */
  readonly besides: readonly Finding[];
  /** Why the plan is not judged; null where it is. Names the input, and quotes nothing of it. */
  readonly notJudged: string | null;
}

/** Verdicts, and the facts that they rest on. */
export interface Judged {
  readonly verdicts: Verdicts;
  /** Null where the plan is not judged. */
  readonly model: Model | null;
}

/** The verdicts on a plan's mappings, against those on the state before, which is the plan's own. */
export function verdictsOn(input: Input, plan: Plan, assume: readonly string[]): Judged {
  if (plan.errored === true) return notJudged("planning ended in an error, so that resources are missing");
  try {
    const { report, sources, model } = checkWithSources([input], { assume });
    const mappings = changesOf(report.mappings, priorReport(plan, assume), plan);
    return { verdicts: { mappings, besides: [...sources, ...report.findings], notJudged: null }, model };
  } catch (error) {
    if (!(error instanceof UnusableInputError)) throw error;
    const found = error.problems.slice(0, 3).map((problem) => problem.found);
    return notJudged(found.join("; "));
  }
}

/** No verdicts, for a reason. */
export function notJudged(reason: string): Judged {
  return { verdicts: { mappings: [], besides: [], notJudged: reason }, model: null };
}

const MAPPING = "aws_lambda_event_source_mapping";

/** The report on what exists before. What the plan leaves as it is was there too, so nothing is judged where there is no mapping. */
function priorReport({ priorState, changes }: Plan, assume: readonly string[]): Report | null {
  if (
    priorState === undefined ||
    !changes.some(({ type, creates, action }) => type === MAPPING && (!creates || action === "replace"))
  )
    return null;
  try {
    return check([{ name: "the state before", json: priorState }], { assume });
  } catch (error) {
    if (!(error instanceof UnusableInputError)) throw error;
    return null;
  }
}

function changesOf(after: readonly MappingReport[], prior: Report | null, { changes }: Plan): readonly VerdictChange[] {
  const before = new Map((prior?.mappings ?? []).map((report) => [report.address, report]));
  const moved = new Map(changes.map(({ address, previousAddress }) => [address, previousAddress ?? address]));
  const gone = new Set(
    changes.filter(({ action }) => action === "delete" || action === "forget").map(({ address }) => address),
  );
  const present = after
    .filter(({ address }) => !gone.has(address))
    .map((report): VerdictChange => {
      const previous = moved.get(report.address) ?? report.address;
      const was = before.get(previous);
      return { address: report.address, before: was?.verdict ?? null, after: report.verdict, report };
    });
  const lost = [...before.values()]
    .filter(({ address }) => gone.has(address))
    .map((report): VerdictChange => ({ address: report.address, before: report.verdict, after: null, report }));
  return [...present, ...lost];
}
