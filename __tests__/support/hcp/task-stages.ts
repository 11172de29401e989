import { z } from "zod";
import { documents, many, one, resource, time, timestamps, toMany, toOne } from "./contract";
import { errorAnswer, notFound, type Resource, references } from "./json-api";
import type { Route } from "./route";
import type { RunState } from "./run-state";
import type { World } from "./world";

const statuses = ["pending", "running", "passed", "failed", "errored", "canceled", "unreachable"] as const;

const stage = resource(
  "task-stages",
  z.strictObject({
    actions: z.strictObject({ "is-overridable": z.boolean() }),
    "created-at": time,
    permissions: z.record(z.string(), z.boolean()),
    stage: z.enum(["pre_plan", "post_plan", "pre_apply", "post_apply"]),
    status: z.enum(["awaiting_override", ...statuses]),
    "status-timestamps": timestamps,
    "updated-at": time,
  }),
  { run: toOne("runs"), "task-results": toMany("task-results") },
);

const result = resource(
  "task-results",
  z.strictObject({
    "created-at": time,
    "is-speculative": z.boolean(),
    message: z.string().nullable(),
    stage: z.string(),
    status: z.enum(statuses),
    "status-timestamps": timestamps,
    "task-id": z.string(),
    "task-name": z.string(),
    "task-url": z.string().nullable(),
    "updated-at": time,
    url: z.string().nullable(),
    "workspace-task-enforcement-level": z.string().nullable(),
    "workspace-task-id": z.string().nullable(),
  }),
  { "task-stage": toOne("task-stages") },
);

/** A stage of run tasks as it is now. */
export function shownTaskStage(world: World, stored: Resource): Resource {
  const state = stateOf(world, stored);
  const name = `${stored.attributes.stage}`;
  const status = stageStatus(state, name);
  const at = new Date(state.entered.get(`${name}_running`) ?? state.entered.get("pending") ?? 0).toISOString();
  return {
    ...stored,
    attributes: {
      actions: { "is-overridable": status === "awaiting_override" },
      "created-at": at,
      permissions: { "can-override": true, "can-override-policy": true, "can-override-tasks": true },
      stage: name,
      status,
      "status-timestamps": {},
      "updated-at": at,
    },
  };
}

/** What a run task said, as it is now. */
export function shownTaskResult(world: World, stored: Resource): Resource {
  const state = stateOf(world, stored);
  const [stageOf] = world.database.all("task-stages", "task-results", stored);
  const name = `${stageOf?.attributes.stage}`;
  const { name: task, status, message, url, enforcement } = stored.attributes;
  const isOver = !["pending", "running"].includes(stageStatus(state, name));
  const at = new Date(state.entered.get("pending") ?? 0).toISOString();
  return {
    ...stored,
    attributes: {
      "created-at": at,
      "is-speculative": state.kind.planOnly,
      message: isOver ? message : null,
      stage: name,
      status: isOver ? status : stageStatus(state, name),
      "status-timestamps": {},
      "task-id": "task-0000000000000001",
      "task-name": task,
      "task-url": "https://tasks.example.com/",
      "updated-at": at,
      url: isOver ? (url ?? null) : null,
      "workspace-task-enforcement-level": enforcement,
      "workspace-task-id": "wstask-0000000000000001",
    },
    relations: { "task-stage": stageOf === undefined ? null : { type: stageOf.type, id: stageOf.id } },
  };
}

function stageStatus(state: RunState, name: string): string {
  const scripted = state.script.taskStages?.find(({ stage }) => stage === name)?.status ?? "passed";
  if (!state.entered.has(`${name}_running`)) return state.isFinal ? "unreachable" : "pending";
  if (state.entered.has(`${name}_completed`)) return scripted === "awaiting_override" ? "passed" : scripted;
  if (state.status === `${name}_awaiting_decision`) return "awaiting_override";
  if (!state.isFinal) return "running";
  return state.status === "errored" ? scripted : "canceled";
}

function stateOf(world: World, { relations }: Resource): RunState {
  return world.runs.state(references(relations.run)[0] as { readonly id: string });
}

const source = `${documents}/run-tasks/run-task-stages-and-results`;

export const taskStageRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/runs/{run_id}/task-stages",
    contract: { source: `${source}#list-the-run-task-stages-in-a-run`, answers: { 200: many(stage) } },
    answer: (world, { at, query }) => {
      const run = world.database.get("runs", at.run_id);
      return run === undefined ? notFound : world.page(world.database.all("task-stages", "run", run), query);
    },
  },
  {
    method: "GET",
    path: "/task-stages/{task_stage_id}",
    contract: { source: `${source}#show-a-run-task-stage`, answers: { 200: one(stage) } },
    answer: (world, { at }) => world.database.get("task-stages", at.task_stage_id),
  },
  {
    method: "POST",
    path: "/task-stages/{task_stage_id}/actions/override",
    needs: "applyRuns",
    contract: {
      source: `${source}#override-a-task-stage`,
      request: z.strictObject({ comment: z.string().optional() }).optional(),
      answers: { 200: one(stage) },
    },
    answer: (world, { at }) => {
      const found = world.database.get("task-stages", at.task_stage_id);
      if (found === undefined) return notFound;
      const state = stateOf(world, found);
      if (state.awaits !== "task override") return errorAnswer(409, "transition not allowed");
      state.override(world.now());
      return found;
    },
  },
  {
    method: "GET",
    path: "/task-results/{task_result_id}",
    contract: { source: `${source}#show-a-run-task-result`, answers: { 200: one(result) } },
    answer: (world, { at }) => world.database.get("task-results", at.task_result_id),
  },
];
