import { z } from "zod";
import { documents, many, one, resource, sent, sentReferences, toMany, toOne } from "./contract";
import { notFound, reference, references } from "./json-api";
import type { Route } from "./route";
import { newVariable, variable } from "./variables";

const writable = {
  name: z.string(),
  description: z.string().nullable(),
  global: z.boolean(),
  priority: z.boolean(),
};

const relations = { workspaces: toMany("workspaces"), projects: toMany("projects"), vars: toMany("vars") };
const set = resource("varsets", z.strictObject(writable), { organization: toOne("organizations"), ...relations });
const source = `${documents}/variable-sets`;

export const variableSetRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/organizations/{organization_name}/varsets",
    contract: { source: `${source}#list-variable-set`, answers: { 200: many(set) } },
    answer: (world, { at, query }) => {
      const organization = world.organization(at.organization_name);
      return organization === undefined
        ? notFound
        : world.page(world.database.all("varsets", "organization", organization), query);
    },
  },
  {
    method: "POST",
    path: "/organizations/{organization_name}/varsets",
    needs: "manageWorkspaces",
    contract: {
      source: `${source}#create-a-variable-set`,
      request: sent("varsets", z.strictObject(writable).partial().required({ name: true }), relations),
      answers: { 201: one(set) },
    },
    answer: (world, { at, data }) => {
      const organization = world.organization(at.organization_name);
      if (organization === undefined) return notFound;
      const attributes = { description: null, global: false, priority: false, ...data.attributes };
      const empty = { workspaces: [], projects: [] };
      return world.created(
        world.database.add("varsets", attributes, { organization: reference(organization), ...empty }),
      );
    },
  },
  {
    method: "GET",
    path: "/workspaces/{workspace_id}/varsets",
    contract: { source: `${source}#list-variable-set`, answers: { 200: many(set) } },
    answer: (world, { at, query }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      if (workspace === undefined) return notFound;
      const [project] = references(workspace.relations.project);
      const sets = world.database.all("varsets").filter(({ attributes, relations }) => {
        const ids = [...references(relations.workspaces), ...references(relations.projects)].map(({ id }) => id);
        return attributes.global === true || ids.includes(workspace.id) || ids.includes(project?.id ?? "");
      });
      return world.page(sets, query);
    },
  },
  {
    method: "GET",
    path: "/varsets/{varset_id}/relationships/vars",
    contract: {
      source: `${documents}/variable-sets#list-variables-in-a-variable-set`,
      answers: { 200: many(variable) },
    },
    answer: (world, { at, query }) => {
      const found = world.database.get("varsets", at.varset_id);
      return found === undefined ? notFound : world.page(world.database.all("vars", "varset", found), query);
    },
  },
  {
    method: "POST",
    path: "/varsets/{varset_id}/relationships/vars",
    needs: "manageWorkspaces",
    contract: { source: `${source}#add-variable`, request: newVariable, answers: { 201: one(variable) } },
    answer: (world, { at, data }) => {
      const found = world.database.get("varsets", at.varset_id);
      if (found === undefined) return notFound;
      return world.created(world.addVariable(data.attributes, { varset: reference(found) }));
    },
  },
  ...(["workspaces", "projects"] as const).map(
    (type): Route => ({
      method: "POST",
      path: `/varsets/{varset_id}/relationships/${type}`,
      needs: "manageWorkspaces",
      contract: {
        source: `${source}#apply-variable-set-to-${type}`,
        request: sentReferences(type),
        answers: { 204: undefined },
      },
      answer: (world, { at, body }) => {
        const found = world.database.get("varsets", at.varset_id);
        if (found === undefined) return notFound;
        const added = (body as { readonly data: readonly { readonly type: string; readonly id: string }[] }).data;
        found.relations = { ...found.relations, [type]: [...references(found.relations[type]), ...added] };
        return { status: 204 };
      },
    }),
  ),
];
