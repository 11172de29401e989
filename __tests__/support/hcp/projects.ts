import { z } from "zod";
import { documents, many, one, resource, sent, toOne } from "./contract";
import { errorAnswer, notFound, reference } from "./json-api";
import type { Route } from "./route";

const project = resource(
  "projects",
  z.strictObject({
    name: z.string(),
    description: z.string().nullable(),
    "created-at": z.iso.datetime(),
    permissions: z.record(z.string(), z.boolean()),
  }),
  { organization: toOne("organizations") },
);

/** 3 to 40 characters: letters, digits, spaces, `-` and `_`. https://developer.hashicorp.com/terraform/cloud-docs/projects/manage#create-a-project */
const name = /^[A-Za-z0-9][A-Za-z0-9 _-]{1,38}[A-Za-z0-9_-]$/;

export const projectRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/organizations/{organization_name}/projects",
    contract: { source: `${documents}/projects#list-projects`, answers: { 200: many(project) } },
    answer: (world, { at, query }) => {
      const organization = world.organization(at.organization_name);
      if (organization === undefined) return notFound;
      const names = query.get("filter[names]")?.split(",");
      const projects = world.database.all("projects", "organization", organization);
      return world.page(
        projects.filter(({ attributes }) => names?.includes(`${attributes.name}`) ?? true),
        query,
      );
    },
  },
  {
    method: "GET",
    path: "/projects/{project_id}",
    contract: { source: `${documents}/projects#show-project`, answers: { 200: one(project) } },
    answer: (world, { at }) => world.database.get("projects", at.project_id),
  },
  {
    method: "POST",
    path: "/organizations/{organization_name}/projects",
    needs: "manageWorkspaces",
    contract: {
      source: `${documents}/projects#create-a-project`,
      request: sent("projects", z.strictObject({ name: z.string(), description: z.string().optional() })),
      answers: { 201: one(project) },
    },
    answer: (world, { at, data }) => {
      const organization = world.organization(at.organization_name);
      if (organization === undefined) return notFound;
      const taken = world.database
        .all("projects", "organization", organization)
        .map(({ attributes }) => attributes.name);
      if (taken.includes(data.attributes.name)) return errorAnswer(422, "Name has already been taken");
      if (!name.test(`${data.attributes.name}`)) return errorAnswer(422, "Name is invalid");
      return world.created(world.addProject(`${data.attributes.name}`, reference(organization)));
    },
  },
];
