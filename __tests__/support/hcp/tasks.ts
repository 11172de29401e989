import { z } from "zod";
import { documents, many, one, resource, sent, toMany, toOne } from "./contract";
import { errorAnswer, notFound, type Resource, reference } from "./json-api";
import type { Route } from "./route";

const level = z.enum(["advisory", "mandatory"]);
const stages = z.array(z.enum(["pre_plan", "post_plan", "pre_apply", "post_apply"]));
const worldwide = z.strictObject({ enabled: z.boolean(), stages, "enforcement-level": level });

const writable = {
  name: z.string(),
  url: z.url(),
  category: z.literal("task"),
  description: z.string().max(300).nullable(),
  enabled: z.boolean(),
  "global-configuration": worldwide.partial(),
};

const task = resource(
  "tasks",
  z.strictObject({ ...writable, "hmac-key": z.null() }).partial({ "global-configuration": true }),
  {
    organization: toOne("organizations"),
    "workspace-tasks": toMany("workspace-tasks"),
  },
);
const newTask = sent(
  "tasks",
  z
    .strictObject({ ...writable, "hmac-key": z.string().nullable() })
    .partial()
    .required({ name: true, url: true, category: true }),
);
const changedTask = sent("tasks", z.strictObject({ ...writable, "hmac-key": z.string().nullable() }).partial());

const attached = resource(
  "workspace-tasks",
  z.strictObject({ "enforcement-level": level, stage: z.string(), stages }),
  {
    task: toOne("tasks"),
    workspace: toOne("workspaces"),
  },
);
const attachment = z.strictObject({
  "enforcement-level": level,
  stages: stages.optional(),
  stage: z.string().optional(),
});

/** The key is never read back. */
export function shownTask(stored: Resource): Resource {
  return { ...stored, attributes: { ...stored.attributes, "hmac-key": null } };
}

const source = `${documents}/run-tasks/run-tasks`;

/** Run tasks, and which workspaces have them. What a task says of a run is told elsewhere. */
export const taskRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/organizations/{organization_name}/tasks",
    contract: { source: `${source}#list-run-tasks`, answers: { 200: many(task) } },
    answer: (world, { at, query }) => {
      const organization = world.organization(at.organization_name);
      return organization === undefined
        ? notFound
        : world.page(world.database.all("tasks", "organization", organization), query);
    },
  },
  {
    method: "POST",
    path: "/organizations/{organization_name}/tasks",
    needs: "manageRunTasks",
    contract: { source: `${source}#creating-a-run-task`, request: newTask, answers: { 201: one(task) } },
    answer: (world, { at, data }) => {
      const organization = world.organization(at.organization_name);
      if (organization === undefined) return notFound;
      const names = world.database.all("tasks", "organization", organization).map(({ attributes }) => attributes.name);
      if (names.includes(data.attributes.name)) return errorAnswer(422, "Name has already been taken");
      const attributes = { description: null, enabled: true, "hmac-key": null, ...data.attributes };
      return world.created(world.database.add("tasks", attributes, { organization: reference(organization) }));
    },
  },
  {
    method: "PATCH",
    path: "/tasks/{id}",
    needs: "manageRunTasks",
    contract: { source: `${source}#update-a-run-task`, request: changedTask, answers: { 200: one(task) } },
    answer: (world, { at, data }) => {
      const found = world.database.get("tasks", at.id);
      if (found === undefined) return notFound;
      Object.assign(found.attributes, data.attributes);
      return found;
    },
  },
  {
    method: "GET",
    path: "/workspaces/{workspace_id}/tasks",
    contract: { source: `${source}#list-workspace-run-tasks`, answers: { 200: many(attached) } },
    answer: (world, { at, query }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      return workspace === undefined
        ? notFound
        : world.page(world.database.all("workspace-tasks", "workspace", workspace), query);
    },
  },
  {
    method: "POST",
    path: "/workspaces/{workspace_id}/tasks",
    needs: "manageRunTasks",
    contract: {
      source: `${source}#attach-a-run-task-to-a-workspace`,
      request: sent("workspace-tasks", attachment, { task: toOne("tasks") }),
      // The documents say 204, the published description 201.
      answers: { 201: one(attached), 204: undefined },
    },
    answer: (world, { at, data }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      const found = world.database.get("tasks", data.relationships.task?.data?.id);
      if (workspace === undefined || found === undefined) return notFound;
      const chosen = (data.attributes.stages as string[] | undefined) ?? [data.attributes.stage ?? "post_plan"];
      const attributes = {
        "enforcement-level": data.attributes["enforcement-level"],
        stage: chosen[0],
        stages: chosen,
      };
      const relations = { task: reference(found), workspace: reference(workspace) };
      return world.created(world.database.add("workspace-tasks", attributes, relations));
    },
  },
  {
    method: "PATCH",
    path: "/workspaces/{workspace_id}/tasks/{id}",
    needs: "manageRunTasks",
    contract: {
      source: `${source}#update-workspace-run-task`,
      request: sent("workspace-tasks", attachment.partial()),
      answers: { 200: one(attached) },
    },
    answer: (world, { at, data }) => {
      const found = world.database.get("workspace-tasks", at.id);
      if (found === undefined) return notFound;
      Object.assign(found.attributes, data.attributes);
      const [first] = found.attributes.stages as readonly string[];
      found.attributes.stage = first;
      return found;
    },
  },
];
