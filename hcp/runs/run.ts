import type { Api, Reference, Resource } from "../api/index";
import type { RunKind } from "./workspace";

/** A run, as it is now. */
export interface Run {
  readonly id: string;
  /** Any text: HCP Terraform adds states. */
  readonly status: string;
  readonly message: string;
  readonly kind: RunKind;
  readonly isDestroy: boolean;
  /** Whether HCP Terraform would apply it by itself. */
  readonly autoApply: boolean;
  readonly hasChanges: boolean;
  readonly isConfirmable: boolean;
  readonly isCancelable: boolean;
  readonly isDiscardable: boolean;
  readonly plan: string | undefined;
  readonly apply: string | undefined;
  readonly taskStages: readonly string[];
}

interface Attributes {
  readonly status: string;
  readonly message?: string | null;
  readonly "plan-only"?: boolean;
  readonly "save-plan"?: boolean;
  readonly "is-destroy"?: boolean;
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
    isDestroy: attributes["is-destroy"] === true,
    autoApply: attributes["auto-apply"] === true,
    hasChanges: attributes["has-changes"] === true,
    isConfirmable: actions["is-confirmable"] === true,
    isCancelable: actions["is-cancelable"] === true,
    isDiscardable: actions["is-discardable"] === true,
    plan: related("plan")[0]?.id,
    apply: related("apply")[0]?.id,
    taskStages: related("task-stages").map(({ id: stage }) => stage),
  };
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

/** Whether nobody can do anything about it any more: so it is also with final states that are not known here. */
export function isIdle({ isCancelable, isConfirmable, isDiscardable }: Run): boolean {
  return !isCancelable && !isConfirmable && !isDiscardable;
}
