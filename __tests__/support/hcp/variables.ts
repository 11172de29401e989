import { z } from "zod";
import { documents, many, one, resource, sent, toOne } from "./contract";
import { errorAnswer, notFound, type Resource, reference } from "./json-api";
import type { Route } from "./route";

const writable = {
  key: z.string(),
  value: z.string().nullable(),
  description: z.string().nullable(),
  category: z.enum(["terraform", "env"]),
  hcl: z.boolean(),
  sensitive: z.boolean(),
};

const owner = { workspace: toOne("workspaces"), varset: toOne("varsets") };
export const variable = resource("vars", z.strictObject({ ...writable, "created-at": z.iso.datetime() }), owner);
export const newVariable = sent("vars", z.strictObject(writable).partial().required({ key: true, category: true }));
export const changedVariable = sent("vars", z.strictObject(writable).partial());

/** A sensitive variable's value is never read back. */
export function shownVariable(stored: Resource): Resource {
  const { sensitive, value } = stored.attributes;
  return { ...stored, attributes: { ...stored.attributes, value: sensitive === true ? null : value } };
}

const source = `${documents}/workspace-variables`;

export const variableRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/workspaces/{workspace_id}/vars",
    contract: { source: `${source}#list-variables`, answers: { 200: many(variable) } },
    answer: (world, { at }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      // This list has no pages.
      return workspace === undefined ? notFound : world.list(world.database.all("vars", "workspace", workspace));
    },
  },
  {
    method: "POST",
    path: "/workspaces/{workspace_id}/vars",
    needs: "manageWorkspaces",
    contract: { source: `${source}#create-a-variable`, request: newVariable, answers: { 201: one(variable) } },
    answer: (world, { at, data }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      if (workspace === undefined) return notFound;
      const { key, category } = data.attributes;
      const taken = world.database
        .all("vars", "workspace", workspace)
        .some(({ attributes }) => attributes.key === key && attributes.category === category);
      if (taken) return errorAnswer(422, "Key has already been taken");
      return world.created(world.addVariable(data.attributes, { workspace: reference(workspace) }));
    },
  },
  {
    method: "PATCH",
    path: "/workspaces/{workspace_id}/vars/{id}",
    needs: "manageWorkspaces",
    contract: { source: `${source}#update-variables`, request: changedVariable, answers: { 200: one(variable) } },
    answer: (world, { at, data }) => {
      const stored = world.database.get("vars", at.id);
      if (stored === undefined) return notFound;
      if (stored.attributes.sensitive === true && data.attributes.sensitive === false) {
        return errorAnswer(422, "Sensitive cannot be set to false once it is true");
      }
      Object.assign(stored.attributes, data.attributes);
      return stored;
    },
  },
];
