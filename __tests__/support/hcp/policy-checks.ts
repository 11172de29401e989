import { z } from "zod";
import { documents, many, one, resource, timestamps, toOne } from "./contract";
import { errorAnswer, notFound, type Resource, references } from "./json-api";
import type { Route } from "./route";
import type { RunState } from "./run-state";
import type { World } from "./world";

const check = resource(
  "policy-checks",
  z.strictObject({
    actions: z.strictObject({ "is-overridable": z.boolean() }),
    permissions: z.strictObject({ "can-override": z.boolean() }),
    result: z
      .strictObject({
        result: z.boolean(),
        passed: z.int(),
        "total-failed": z.int(),
        "hard-failed": z.int(),
        "soft-failed": z.int(),
        "advisory-failed": z.int(),
        "duration-ms": z.int(),
        sentinel: z.record(z.string(), z.unknown()),
      })
      .optional(),
    scope: z.string(),
    status: z.enum(["pending", "queued", "passed", "soft_failed", "hard_failed", "overridden", "unreachable"]),
    "status-timestamps": timestamps,
  }),
  { run: toOne("runs") },
);

/** A policy check as it is now. */
export function shownPolicyCheck(world: World, stored: Resource): Resource {
  const state = world.runs.state(references(stored.relations.run)[0] as { readonly id: string });
  const status = statusOf(state);
  const isOpen = state.awaits === "policy override";
  const isJudged = !["pending", "queued", "unreachable"].includes(status);
  const soft = state.script.policy === "soft_failed" ? 1 : 0;
  const hard = state.script.policy === "hard_failed" ? 1 : 0;
  const failed = soft + hard;
  const result = {
    result: failed === 0,
    passed: 1 - failed,
    "total-failed": failed,
    "hard-failed": hard,
    "soft-failed": soft,
    "advisory-failed": 0,
    "duration-ms": 1,
    sentinel: {},
  };
  return {
    ...stored,
    attributes: {
      actions: { "is-overridable": isOpen },
      permissions: { "can-override": true },
      ...(isJudged ? { result } : {}),
      scope: "organization",
      status,
      "status-timestamps": {},
    },
  };
}

function statusOf(state: RunState): string {
  if (!state.entered.has("policy_checking")) return state.isFinal ? "unreachable" : "pending";
  if (state.status === "policy_checking") return "queued";
  const { policy = "passed" } = state.script;
  return policy === "soft_failed" && state.entered.has("policy_checked") ? "overridden" : policy;
}

const source = `${documents}/policy-checks`;

export const policyCheckRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/runs/{run_id}/policy-checks",
    contract: { source: `${source}#list-policy-checks`, answers: { 200: many(check) } },
    answer: (world, { at, query }) => {
      const run = world.database.get("runs", at.run_id);
      return run === undefined ? notFound : world.page(world.database.all("policy-checks", "run", run), query);
    },
  },
  {
    method: "GET",
    path: "/policy-checks/{id}",
    contract: { source: `${source}#show-policy-check`, answers: { 200: one(check) } },
    answer: (world, { at }) => world.database.get("policy-checks", at.id),
  },
  {
    method: "POST",
    path: "/policy-checks/{id}/actions/override",
    needs: "applyRuns",
    contract: { source: `${source}#override-policy`, answers: { 200: one(check) } },
    answer: (world, { at }) => {
      const found = world.database.get("policy-checks", at.id);
      if (found === undefined) return notFound;
      const state = world.runs.state(references(found.relations.run)[0] as { readonly id: string });
      if (state.awaits !== "policy override") return errorAnswer(409, "transition not allowed");
      state.override(world.now());
      return found;
    },
  },
];
