import { z } from "zod";
import { documents, many, resource, toMany, toOne } from "./contract";
import { notFound, references } from "./json-api";
import type { Route } from "./route";

const set = resource(
  "varsets",
  z.strictObject({ name: z.string(), description: z.string().nullable(), global: z.boolean(), priority: z.boolean() }),
  { organization: toOne("organizations"), workspaces: toMany("workspaces"), projects: toMany("projects") },
);

/** Sets of variables, which others make and give to workspaces and projects. */
export const variableSetRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/workspaces/{workspace_id}/varsets",
    contract: { source: `${documents}/variable-sets#list-variable-set`, answers: { 200: many(set) } },
    answer: (world, { at, query }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      if (workspace === undefined) return notFound;
      const places = [workspace, ...references(workspace.relations.project)].map(({ id }) => id);
      const sets = world.database.all("varsets").filter(({ attributes, relations }) => {
        const given = [...references(relations.workspaces), ...references(relations.projects)];
        return attributes.global === true || given.some(({ id }) => places.includes(id));
      });
      return world.page(sets, query);
    },
  },
];
