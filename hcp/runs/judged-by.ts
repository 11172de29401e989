import type { Api, Reference, Resource } from "../api/index";
import type { Run } from "./run";

/** What run tasks and policies say of a run. */
export type Opinion =
  | {
      readonly kind: "task";
      readonly id: string;
      readonly stage: string;
      readonly name: string;
      readonly status: string;
      readonly message: string;
      readonly url: string | null;
      /** Whether it can stop the run. */
      readonly isMandatory: boolean;
    }
  | {
      readonly kind: "policy";
      readonly id: string;
      readonly status: string;
      readonly passed: number;
      readonly failed: number;
    };

export interface Opinions {
  readonly opinions: readonly Opinion[];
  /** Whether the run waits for somebody to overrule one of them. */
  readonly waits: boolean;
}

interface Stage {
  readonly stage: string;
  readonly status: string;
}

interface TaskResult {
  readonly status: string;
  readonly message?: string | null;
  readonly url?: string | null;
  readonly "task-name"?: string;
  readonly "workspace-task-enforcement-level"?: string | null;
}

interface PolicyCheck {
  readonly status: string;
  readonly actions?: { readonly "is-overridable"?: boolean };
  readonly result?: { readonly passed?: number; readonly "total-failed"?: number } | null;
}

const permission = { permission: "read runs" };

/** States in which nothing has been said yet. */
const SILENT = new Set(["pending", "queued", "running", "unreachable"]);

/** What has been said of a run by now. */
export async function opinionsOn(api: Api, run: Run): Promise<Opinions> {
  const stages = run.taskStages.map((id) => ofStage(api, id));
  const all = await Promise.all(run.hasPolicyChecks ? [...stages, ofPolicies(api, run)] : stages);
  return { opinions: all.flatMap(({ opinions }) => opinions), waits: all.some(({ waits }) => waits) };
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-task-stages-and-results */
async function ofStage(api: Api, id: string): Promise<Opinions> {
  const { data, included = [] } = await api.get<Resource<Stage>>(`/task-stages/${id}?include=task_results`, permission);
  const results = [data.relationships?.["task-results"]?.data ?? []].flat() as readonly Reference[];
  const opinions = results.flatMap(({ id: result }): readonly Opinion[] => {
    const found = included.find((each) => each.type === "task-results" && each.id === result);
    const attributes = found?.attributes as TaskResult | undefined;
    if (attributes === undefined || SILENT.has(attributes.status)) return [];
    return [
      {
        kind: "task",
        id: result,
        stage: data.attributes.stage,
        name: attributes["task-name"] ?? result,
        status: attributes.status,
        message: attributes.message ?? "",
        url: attributes.url ?? null,
        isMandatory: attributes["workspace-task-enforcement-level"] === "mandatory",
      },
    ];
  });
  return { opinions, waits: data.attributes.status === "awaiting_override" };
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/policy-checks */
async function ofPolicies(api: Api, { id }: Run): Promise<Opinions> {
  const opinions: Opinion[] = [];
  let waits = false;
  for await (const check of api.all<Resource<PolicyCheck>>(`/runs/${id}/policy-checks`, permission)) {
    const { status, result, actions } = check.attributes;
    waits ||= actions?.["is-overridable"] === true;
    if (SILENT.has(status)) continue;
    opinions.push({
      kind: "policy",
      id: check.id,
      status,
      passed: result?.passed ?? 0,
      failed: result?.["total-failed"] ?? 0,
    });
  }
  return { opinions, waits };
}
