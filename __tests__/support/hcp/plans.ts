import { z } from "zod";
import { documents, one, resource, timestamps } from "./contract";
import { type Answer, errorAnswer, notFound, type Resource, references } from "./json-api";
import type { Route } from "./route";
import type { RunState } from "./run-state";
import type { World } from "./world";

const counts = {
  "resource-additions": z.int().nullable(),
  "resource-changes": z.int().nullable(),
  "resource-destructions": z.int().nullable(),
  "resource-imports": z.int().nullable(),
};

const statuses = ["pending", "queued", "running", "errored", "canceled", "finished", "unreachable"] as const;

const plan = resource(
  "plans",
  z.strictObject({
    ...counts,
    "has-changes": z.boolean(),
    "log-read-url": z.url(),
    status: z.enum(["managed_queued", ...statuses]),
    "status-timestamps": timestamps,
  }),
  {},
);

const apply = resource(
  "applies",
  z.strictObject({ ...counts, "log-read-url": z.url(), status: z.enum(statuses), "status-timestamps": timestamps }),
  {},
);

/** A plan as it is now. */
export function shownPlan(world: World, stored: Resource): Resource {
  const state = stateOf(world, stored);
  const isThere = state.plan === "finished";
  const attributes = {
    ...stored.attributes,
    status: state.plan,
    "status-timestamps": {},
    "has-changes": isThere && state.script.plan !== "no-changes",
    ...counted(state, isThere),
  };
  return { ...stored, attributes, relations: {} };
}

/** An apply as it is now. */
export function shownApply(world: World, stored: Resource): Resource {
  const state = stateOf(world, stored);
  const attributes = { ...stored.attributes, status: state.apply, "status-timestamps": {} };
  return { ...stored, attributes: { ...attributes, ...counted(state, state.apply === "finished") }, relations: {} };
}

/** Null while there is nothing to count. */
function counted(state: RunState, isThere: boolean): object {
  const none = state.script.plan === "no-changes" ? 0 : 3;
  const { additions = none, changes = 0, destructions = 0, imports = 0 } = state.script.counts ?? {};
  const all = { additions, changes, destructions, imports };
  return Object.fromEntries(Object.entries(all).map(([name, count]) => [`resource-${name}`, isThere ? count : null]));
}

function stateOf(world: World, { relations }: Resource): RunState {
  return world.runs.state(references(relations.run)[0] as { readonly id: string });
}

/** A plan's JSON is not in the answer: it is redirected to a URL that works for a minute. */
function json(world: World, stored: Resource | undefined, which: "planJson" | "redactedPlan"): Answer {
  if (stored === undefined) return notFound;
  const { plan, script } = stateOf(world, stored);
  const late = script.planJsonLate ?? 0;
  const asked = world.askedForJson.get(stored.id) ?? 0;
  world.askedForJson.set(stored.id, asked + 1);
  if (plan !== "finished" || asked < late) return { status: 204 };
  const content = script[which];
  if (content === undefined) return errorAnswer(404);
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  if (which === "redactedPlan" && script.redactedInline === true) {
    return { status: 200, headers: { "content-type": "application/json" }, body: bytes };
  }
  return {
    status: 307,
    headers: { location: world.blobs.readable(() => bytes, world.script.planJsonUrlLasts ?? 60_000) },
  };
}

const source = `${documents}/plans`;
const redirected = { 200: undefined, 204: undefined, 307: undefined };

export const planRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/plans/{id}",
    contract: { source: `${source}#show-a-plan`, answers: { 200: one(plan) } },
    answer: (world, { at }) => world.database.get("plans", at.id),
  },
  {
    method: "GET",
    path: "/runs/{id}/plan",
    contract: { source: `${source}#show-a-plan`, answers: { 200: one(plan) } },
    answer: (world, { at }) => world.planOfRun(at.id),
  },
  {
    method: "GET",
    path: "/plans/{id}/json-output",
    needs: "workspaceAdmin",
    contract: { source: `${source}#retrieve-the-json-execution-plan`, answers: redirected },
    answer: (world, { at }) => json(world, world.database.get("plans", at.id), "planJson"),
  },
  {
    method: "GET",
    path: "/runs/{id}/plan/json-output",
    needs: "workspaceAdmin",
    contract: { source: `${source}#retrieve-the-json-execution-plan`, answers: redirected },
    answer: (world, { at }) => json(world, world.planOfRun(at.id), "planJson"),
  },
  {
    method: "GET",
    path: "/plans/{id}/json-output-redacted",
    contract: {
      source: "https://github.com/hashicorp/go-tfe/blob/0fa6b09/v2/openapi/spec.json",
      answers: redirected,
    },
    answer: (world, { at }) => json(world, world.database.get("plans", at.id), "redactedPlan"),
  },
  {
    method: "GET",
    path: "/applies/{id}",
    contract: { source: `${documents}/applies#show-an-apply`, answers: { 200: one(apply) } },
    answer: (world, { at }) => world.database.get("applies", at.id),
  },
];
