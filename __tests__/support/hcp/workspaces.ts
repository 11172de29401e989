import { z } from "zod";
import { documents, many, one, resource, sent, toOne } from "./contract";
import { type Answer, errorAnswer, notFound, type Resource, reference } from "./json-api";
import type { Asked, Route } from "./route";
import { may } from "./tokens";
import type { World } from "./world";

const repository = z.looseObject({ identifier: z.string() }).nullable();

/** What can be written of a workspace. */
const settings = {
  name: z.string(),
  description: z.string().nullable(),
  "execution-mode": z.enum(["remote", "local", "agent"]),
  "terraform-version": z.string(),
  "working-directory": z.string().nullable(),
  "auto-apply": z.boolean(),
  "queue-all-runs": z.boolean(),
  "speculative-enabled": z.boolean(),
  "trigger-patterns": z.array(z.string()),
  "vcs-repo": repository,
  "source-name": z.string().nullable(),
  "source-url": z.string().nullable(),
  "setting-overwrites": z.strictObject({ "execution-mode": z.boolean(), "agent-pool": z.boolean() }).partial(),
};

const workspace = resource(
  "workspaces",
  z.strictObject({
    ...settings,
    actions: z.strictObject({ "is-destroyable": z.boolean() }),
    "created-at": z.iso.datetime(),
    locked: z.boolean(),
    operations: z.boolean(),
    permissions: z.record(z.string(), z.boolean()),
    "structured-run-output-enabled": z.boolean(),
  }),
  {
    organization: toOne("organizations"),
    project: toOne("projects"),
    "current-run": toOne("runs"),
    "current-state-version": toOne("state-versions"),
  },
);

const creation = sent("workspaces", z.strictObject(settings).partial().required({ name: true }), {
  project: toOne("projects"),
});
const change = sent("workspaces", z.strictObject(settings).partial(), { project: toOne("projects") });

/** Letters, digits, `-` and `_`, 90 at most. */
const name = /^[A-Za-z0-9_-]{1,90}$/;
const source = `${documents}/workspaces`;

/** A workspace, with what the holder of the token may do there. */
export function shownWorkspace({ holder }: World, stored: Resource): Resource {
  const permissions = {
    "can-update": may(holder, "manageWorkspaces"),
    "can-read-variable": true,
    "can-update-variable": may(holder, "manageWorkspaces"),
    "can-manage-run-tasks": may(holder, "manageRunTasks"),
    "can-read-run": true,
    "can-queue-run": may(holder, "queueRuns"),
    "can-queue-apply": may(holder, "applyRuns"),
    "can-lock": may(holder, "queueRuns"),
    "can-unlock": may(holder, "queueRuns"),
    "can-read-state-versions": true,
    "can-create-state-versions": may(holder, "applyRuns"),
  };
  return { ...stored, attributes: { ...stored.attributes, permissions } };
}

/** The documents have the reason alone; Terraform's own client sends a resource with it, or nothing. */
const reason = z.strictObject({ reason: z.string().optional() });
const lockReason = z
  .union([reason, z.strictObject({ data: z.strictObject({ type: z.string(), attributes: reason.optional() }) })])
  .optional();

export const workspaceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/organizations/{organization_name}/workspaces",
    contract: { source: `${source}#list-workspaces`, answers: { 200: many(workspace) } },
    answer: (world, { at, query }) => {
      const organization = world.organization(at.organization_name);
      if (organization === undefined) return notFound;
      const part = query.get("search[name]") ?? "";
      const project = query.get("filter[project][id]");
      const found = world.database
        .all("workspaces", "organization", organization)
        .filter(({ attributes, relations }) => {
          const isIn = project === null || (relations.project as { id?: string } | null)?.id === project;
          return isIn && `${attributes.name}`.includes(part);
        });
      return world.page(found, query);
    },
  },
  {
    method: "POST",
    path: "/organizations/{organization_name}/workspaces",
    needs: "manageWorkspaces",
    contract: { source: `${source}#create-a-workspace`, request: creation, answers: { 201: one(workspace) } },
    answer: (world, { at, data }) => {
      const organization = world.organization(at.organization_name);
      if (organization === undefined) return notFound;
      const given = `${data.attributes.name}`;
      if (world.workspaceNamed(organization, given) !== undefined)
        return errorAnswer(422, "Name has already been taken");
      if (!name.test(given)) return errorAnswer(422, "Name can only include letters, numbers, -, and _.");
      const project = data.relationships.project?.data ?? undefined;
      const found = project === undefined ? undefined : world.database.get("projects", project.id);
      if (project !== undefined && found === undefined) return notFound;
      return world.created(world.addWorkspace(organization, data.attributes, found && reference(found)));
    },
  },
  {
    method: "GET",
    path: "/organizations/{organization_name}/workspaces/{workspace_name}",
    contract: { source: `${source}#show-workspace`, answers: { 200: one(workspace) } },
    answer: (world, { at }) => {
      const organization = world.organization(at.organization_name);
      return organization && world.workspaceNamed(organization, at.workspace_name ?? "");
    },
  },
  {
    method: "GET",
    path: "/workspaces/{workspace_id}",
    contract: { source: `${source}#show-workspace`, answers: { 200: one(workspace) } },
    answer: (world, { at }) => world.database.get("workspaces", at.workspace_id),
  },
  {
    method: "PATCH",
    path: "/organizations/{organization_name}/workspaces/{workspace_name}",
    needs: "manageWorkspaces",
    contract: { source: `${source}#update-a-workspace`, request: change, answers: { 200: one(workspace) } },
    answer: (world, asked) => {
      const organization = world.organization(asked.at.organization_name);
      return changed(world, organization && world.workspaceNamed(organization, asked.at.workspace_name ?? ""), asked);
    },
  },
  {
    method: "PATCH",
    path: "/workspaces/{workspace_id}",
    needs: "manageWorkspaces",
    contract: { source: `${source}#update-a-workspace`, request: change, answers: { 200: one(workspace) } },
    answer: (world, asked) => changed(world, world.database.get("workspaces", asked.at.workspace_id), asked),
  },
  ...(["lock", "unlock"] as const).map(
    (action): Route => ({
      method: "POST",
      path: `/workspaces/{workspace_id}/actions/${action}`,
      needs: "queueRuns",
      contract: {
        source: `${source}#${action}-a-workspace`,
        request: lockReason,
        answers: { 200: one(workspace) },
      },
      answer: (world, { at }) => {
        const found = world.database.get("workspaces", at.workspace_id);
        if (found === undefined) return notFound;
        if (found.attributes.locked === (action === "lock")) return errorAnswer(409, `Unable to ${action} workspace`);
        found.attributes.locked = action === "lock";
        return found;
      },
    }),
  ),
];

function changed(world: World, workspace: Resource | undefined, { data }: Asked): Answer | Resource {
  if (workspace === undefined) return notFound;
  const project = data.relationships.project?.data;
  const found = project === undefined || project === null ? undefined : world.database.get("projects", project.id);
  if (found === undefined && project !== undefined) return notFound;
  Object.assign(workspace.attributes, data.attributes);
  if (found !== undefined) workspace.relations = { ...workspace.relations, project: reference(found) };
  return workspace;
}
