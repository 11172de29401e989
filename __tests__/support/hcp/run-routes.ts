import { z } from "zod";
import { documents, many, one, resource, sent, time, timestamps, toMany, toOne } from "./contract";
import { errorAnswer, notFound, type Resource, references } from "./json-api";
import type { Route } from "./route";
import type { World } from "./world";

const variables = z.array(z.strictObject({ key: z.string(), value: z.string() }));

/** What can be chosen for a run. */
const chosen = {
  "allow-config-generation": z.boolean(),
  "allow-empty-apply": z.boolean(),
  "auto-apply": z.boolean(),
  "is-destroy": z.boolean(),
  message: z.string(),
  "plan-only": z.boolean(),
  refresh: z.boolean(),
  "refresh-only": z.boolean(),
  "replace-addrs": z.array(z.string()),
  "save-plan": z.boolean(),
  "target-addrs": z.array(z.string()),
  "terraform-version": z.string(),
  variables,
};

const flags = z.record(z.string(), z.boolean());

const run = resource(
  "runs",
  z.strictObject({
    ...chosen,
    actions: z.strictObject({
      "is-cancelable": z.boolean(),
      "is-confirmable": z.boolean(),
      "is-discardable": z.boolean(),
      "is-force-cancelable": z.boolean(),
    }),
    "canceled-at": time.nullable(),
    "created-at": time,
    "has-changes": z.boolean(),
    permissions: flags,
    source: z.string(),
    // No list: states that nobody knows yet are part of the contract.
    // https://developer.hashicorp.com/terraform/cloud-docs/api-docs/stability-policy
    status: z.string(),
    "status-timestamps": timestamps,
    "trigger-reason": z.string(),
  }),
  {
    workspace: toOne("workspaces"),
    "configuration-version": toOne("configuration-versions"),
    plan: toOne("plans"),
    apply: toOne("applies"),
    "task-stages": toMany("task-stages"),
    "policy-checks": toMany("policy-checks"),
  },
);

/** What happened to a run is not played: the list is empty. */
const runEvent = resource("run-events", z.looseObject({}), {});

const source = `${documents}/run`;

/** A run as it is now. */
export function shownRun(world: World, stored: Resource): Resource {
  const state = world.runs.state(stored);
  const { awaits, isFinal } = state;
  const isWaiting = awaits !== undefined && awaits !== "nothing";
  const canceledAt = state.entered.get("canceled");
  const entries = [...state.entered].filter(([status]) => status !== "pending");
  return {
    ...stored,
    attributes: {
      ...stored.attributes,
      status: state.status,
      actions: {
        "is-cancelable": !isFinal && (!isWaiting || awaits === "queue"),
        "is-confirmable": awaits === "confirmation",
        "is-discardable": isWaiting,
        "is-force-cancelable": false,
      },
      "canceled-at": canceledAt === undefined ? null : new Date(canceledAt).toISOString(),
      "has-changes": state.entered.has("planned") && state.script.plan !== "no-changes",
      permissions: { "can-apply": true, "can-cancel": true, "can-comment": true, "can-discard": true },
      "status-timestamps": Object.fromEntries(
        entries.map(([status, at]) => [`${status.replaceAll("_", "-")}-at`, new Date(at).toISOString()]),
      ),
    },
  };
}

/** How a filter calls a run. */
function operation({ attributes }: Resource): string {
  if (attributes["plan-only"] === true) return "plan_only";
  if (attributes["save-plan"] === true) return "save_plan";
  return attributes["is-destroy"] === true ? "destroy" : "plan_and_apply";
}

type Action = "apply" | "discard" | "cancel" | "force-cancel";

/** What an action does; false where the run's state does not allow it. */
const actions: Readonly<Record<Action, (world: World, run: Resource) => boolean>> = {
  apply: (world, run) => {
    const state = world.runs.state(run);
    if (state.awaits !== "confirmation") return false;
    state.confirm(world.now());
    return true;
  },
  discard: (world, run) => {
    const state = world.runs.state(run);
    if (state.awaits === undefined || state.awaits === "nothing") return false;
    state.end("discarded", world.now());
    return true;
  },
  cancel: (world, run) => {
    const state = world.runs.state(run);
    if (state.awaits !== undefined && state.awaits !== "queue") return false;
    state.end("canceled", world.now());
    return true;
  },
  // Only after a cancellation that did not end the run, which these runs always do.
  "force-cancel": () => false,
};

export const runRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/runs",
    needs: "queueRuns",
    contract: {
      source: `${source}#create-a-run`,
      request: sent("runs", z.strictObject(chosen).partial(), {
        workspace: toOne("workspaces"),
        "configuration-version": toOne("configuration-versions"),
      }),
      answers: { 201: one(run) },
    },
    answer: (world, { data }) => {
      const workspace = world.database.get("workspaces", data.relationships.workspace?.data?.id);
      if (workspace === undefined) return notFound;
      const given = data.relationships["configuration-version"]?.data?.id;
      const version =
        given === undefined
          ? world.database.all("configuration-versions", "workspace", workspace).at(-1)
          : world.database.get("configuration-versions", given);
      if (version === undefined) return errorAnswer(422, "Configuration version is missing");
      if (references(version.relations.workspace)[0]?.id !== workspace.id) return notFound;
      if (version.attributes.status !== "uploaded") return errorAnswer(422, "Configuration version is not uploaded");
      return world.created(world.runs.create(workspace, version, data.attributes));
    },
  },
  {
    method: "GET",
    path: "/runs/{run_id}",
    contract: { source: `${source}#get-run-details`, answers: { 200: one(run) } },
    answer: (world, { at }) => world.database.get("runs", at.run_id),
  },
  {
    method: "GET",
    path: "/runs/{run_id}/run-events",
    contract: {
      source: "https://github.com/hashicorp/go-tfe/blob/v1.58.0/run_event.go",
      answers: { 200: many(runEvent) },
    },
    answer: (world, { at }) => (world.database.get("runs", at.run_id) === undefined ? notFound : world.list([])),
  },
  {
    method: "GET",
    path: "/workspaces/{workspace_id}/runs",
    contract: { source: `${source}#list-runs-in-a-workspace`, answers: { 200: many(run) } },
    answer: (world, { at, query }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      if (workspace === undefined) return notFound;
      // Plan-only runs are left out unless asked for.
      const operations = query.get("filter[operation]")?.split(",") ?? ["plan_and_apply", "save_plan", "destroy"];
      const statuses = query.get("filter[status]")?.split(",");
      const text = query.get("search[basic]") ?? "";
      const found = world.database
        .all("runs", "workspace", workspace)
        .reverse()
        .filter((each) => operations.includes(operation(each)))
        .filter((each) => statuses?.includes(world.runs.state(each).status) ?? true)
        .filter(({ id, attributes }) => id === text || `${attributes.message}`.includes(text));
      return world.page(found, query);
    },
  },
  ...(Object.keys(actions) as Action[]).map(
    (action): Route => ({
      method: "POST",
      path: `/runs/{run_id}/actions/${action}`,
      needs: action === "apply" ? "applyRuns" : "queueRuns",
      contract: {
        source: `${source}#${action}-a-run`,
        request: z.strictObject({ comment: z.string().nullable().optional() }).optional(),
        answers: { 202: undefined },
      },
      answer: (world, { at }) => {
        const found = world.database.get("runs", at.run_id);
        if (found === undefined) return notFound;
        return actions[action](world, found) ? { status: 202 } : errorAnswer(409, "transition not allowed");
      },
    }),
  ),
];
