import type { RunScript, TaskStageScript } from "./script";

/** What a run was asked to be. */
export interface RunKind {
  readonly planOnly: boolean;
  readonly savePlan: boolean;
  readonly autoApply: boolean;
  readonly allowEmptyApply: boolean;
}

/** What a run waits for in a state that does not end by itself. */
export type Awaited = "queue" | "confirmation" | "policy override" | "task override" | "nothing";

/** A state that a run goes through. */
export interface Step {
  readonly status: string;
  readonly awaits?: Awaited;
}

/**
 * The states of a run up to where somebody has to confirm it, or to its end.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/run/states
 */
export function planning(kind: RunKind, script: RunScript): readonly Step[] {
  const before = [
    { status: "pending", awaits: "queue" as const },
    { status: "fetching" },
    ...stage("pre_plan", script),
    { status: "queuing" },
    { status: "plan_queued" },
    { status: "planning" },
  ];
  if (fails("pre_plan", script)) return upTo("pre_plan_running", before);
  if (script.plan === "errored") return [...before, { status: "errored", awaits: "nothing" }];
  const judged = [...before, { status: "planned" }, ...stage("post_plan", script), ...costs(script), ...policy(script)];
  if (fails("post_plan", script)) return upTo("post_plan_running", judged);
  if (script.policy === "hard_failed") return [...judged, { status: "errored", awaits: "nothing" }];
  if (kind.planOnly || (script.plan === "no-changes" && !kind.allowEmptyApply)) {
    return [...judged, { status: "planned_and_finished", awaits: "nothing" }];
  }
  if (kind.savePlan) return [...judged, { status: "planned_and_saved", awaits: "confirmation" }];
  if (kind.autoApply) return [...judged, ...applying(script)];
  return [...judged.slice(0, -1), { ...(judged.at(-1) as Step), awaits: "confirmation" }];
}

/** The states of a run from its confirmation on. */
export function applying(script: RunScript): readonly Step[] {
  const before = [{ status: "confirmed" }, ...stage("pre_apply", script)];
  if (fails("pre_apply", script)) return upTo("pre_apply_running", before);
  return [
    ...before,
    { status: "queuing_apply" },
    { status: "apply_queued" },
    { status: "applying" },
    ...(script.apply === "errored" ? [] : stage("post_apply", script)),
    { status: script.apply ?? "applied", awaits: "nothing" },
  ];
}

function stage(name: TaskStageScript["stage"], { taskStages = [] }: RunScript): readonly Step[] {
  const found = taskStages.find(({ stage }) => stage === name);
  if (found === undefined) return [];
  const decision: readonly Step[] =
    found.status === "awaiting_override" ? [{ status: `${name}_awaiting_decision`, awaits: "task override" }] : [];
  return [{ status: `${name}_running` }, ...decision, { status: `${name}_completed` }];
}

function fails(name: TaskStageScript["stage"], { taskStages = [] }: RunScript): boolean {
  return taskStages.some(
    ({ stage, status }) => stage === name && ["failed", "errored", "unreachable"].includes(status ?? ""),
  );
}

function upTo(status: string, steps: readonly Step[]): readonly Step[] {
  const index = steps.findIndex((step) => step.status === status);
  return [...steps.slice(0, index + 1), { status: "errored", awaits: "nothing" }];
}

function costs({ costEstimate }: RunScript): readonly Step[] {
  return costEstimate === true ? [{ status: "cost_estimating" }, { status: "cost_estimated" }] : [];
}

function policy({ policy }: RunScript): readonly Step[] {
  const checking = { status: "policy_checking" };
  if (policy === undefined) return [];
  if (policy === "hard_failed") return [checking];
  const override: readonly Step[] =
    policy === "soft_failed" ? [{ status: "policy_override", awaits: "policy override" }] : [];
  return [checking, ...override, { status: "policy_checked" }];
}
