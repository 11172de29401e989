import type { Api, Reference, Resource } from "../api/index";
import type { RunKind } from "./workspace";

/** A run, as it is now. */
export interface Run {
  readonly id: string;
  /** Any text: HCP Terraform adds states. */
  readonly status: string;
  readonly message: string;
  readonly kind: RunKind;
  /** Whether it does something else than carry out its whole configuration: destroys, takes variables of its own, or only parts. */
  readonly isAltered: boolean;
  /** Whether HCP Terraform would apply it by itself. */
  readonly autoApply: boolean;
  readonly hasChanges: boolean;
  readonly isConfirmable: boolean;
  readonly isCancelable: boolean;
  readonly isDiscardable: boolean;
  readonly plan: string | undefined;
  readonly apply: string | undefined;
  readonly taskStages: readonly string[];
  readonly hasPolicyChecks: boolean;
}

interface Attributes {
  readonly status: string;
  readonly message?: string | null;
  readonly "plan-only"?: boolean;
  readonly "save-plan"?: boolean;
  readonly "is-destroy"?: boolean;
  readonly "refresh-only"?: boolean;
  readonly "target-addrs"?: readonly string[] | null;
  readonly "replace-addrs"?: readonly string[] | null;
  readonly variables?: readonly object[] | null;
  readonly "auto-apply"?: boolean;
  readonly "has-changes"?: boolean;
  readonly actions?: Readonly<Record<string, boolean | undefined>>;
}

export type RunResource = Resource<Attributes>;

export function runOf({ id, attributes, relationships = {} }: RunResource): Run {
  const related = (name: string) => [relationships[name]?.data ?? []].flat() as readonly Reference[];
  const actions = attributes.actions ?? {};
  const kind = attributes["plan-only"] ? "plan-only" : attributes["save-plan"] ? "save-plan" : "plan";
  return {
    id,
    status: attributes.status,
    message: attributes.message ?? "",
    kind,
    isAltered: isAltered(attributes),
    autoApply: attributes["auto-apply"] === true,
    hasChanges: attributes["has-changes"] === true,
    isConfirmable: actions["is-confirmable"] === true,
    isCancelable: actions["is-cancelable"] === true,
    isDiscardable: actions["is-discardable"] === true,
    plan: related("plan")[0]?.id,
    apply: related("apply")[0]?.id,
    taskStages: related("task-stages").map(({ id: stage }) => stage),
    hasPolicyChecks: related("policy-checks").length > 0,
  };
}

function isAltered(attributes: Attributes): boolean {
  const { "target-addrs": targets, "replace-addrs": replaced, variables } = attributes;
  const lists = [targets, replaced, variables].some((list) => (list ?? []).length > 0);
  return lists || attributes["is-destroy"] === true || attributes["refresh-only"] === true;
}

export async function readRun(api: Api, id: string): Promise<Run> {
  const { data } = await api.get<RunResource>(`/runs/${id}`, { permission: "read runs" });
  return runOf(data);
}

/** States that a run never leaves, and whether it has done by then what it was for. */
const FINAL: Readonly<Record<string, "well" | "badly">> = {
  applied: "well",
  planned_and_finished: "well",
  discarded: "badly",
  errored: "badly",
  canceled: "badly",
  force_canceled: "badly",
  policy_soft_failed: "badly",
};

/**
 * How a run ended; undefined while it has not.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run#run-states
 */
export function endOf({ status }: Run): "well" | "badly" | undefined {
  return FINAL[status];
}

/** States that a run goes through and leaves again. */
const PASSING = new Set([
  ...[
    "pending",
    "fetching",
    "fetching_completed",
    "queuing",
    "plan_queued",
    "planning",
    "planned",
    "planned_and_saved",
  ],
  ...["pre_plan_running", "pre_plan_completed", "pre_plan_awaiting_decision"],
  ...["post_plan_running", "post_plan_completed", "post_plan_awaiting_decision"],
  ...["tf_policy_checked", "tf_policy_override", "policy_checking", "policy_override", "policy_checked"],
  ...["cost_estimating", "cost_estimated", "confirmed", "pre_apply_running", "pre_apply_completed"],
  ...["queuing_apply", "apply_queued", "applying", "post_apply_running", "post_apply_completed"],
]);

/** Whether it may be over in a way that is not known here: nobody can do anything about it. */
export function mayBeOver({ status, isCancelable, isConfirmable, isDiscardable }: Run): boolean {
  return !PASSING.has(status) && !isCancelable && !isConfirmable && !isDiscardable;
}
