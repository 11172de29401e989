import { z } from "zod";
import { documents, one, resource } from "./contract";
import { notFound } from "./json-api";
import type { Route } from "./route";

const organization = resource(
  "organizations",
  z.strictObject({
    name: z.string(),
    "created-at": z.iso.datetime(),
    email: z.string(),
    "default-execution-mode": z.enum(["remote", "local", "agent"]),
    permissions: z.record(z.string(), z.boolean()),
  }),
  {},
);

const entitlements = resource(
  "entitlement-sets",
  z.record(z.string(), z.union([z.boolean(), z.number(), z.null()])),
  {},
);

export const organizationRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/organizations/{organization_name}",
    contract: { source: `${documents}/organizations#show-an-organization`, answers: { 200: one(organization) } },
    answer: (world, { at }) => world.organization(at.organization_name),
  },
  {
    method: "GET",
    path: "/organizations/{organization_name}/entitlement-set",
    contract: { source: `${documents}/organizations#show-the-entitlement-set`, answers: { 200: one(entitlements) } },
    answer: (world, { at }) => {
      const organization = world.organization(at.organization_name);
      if (organization === undefined) return notFound;
      const attributes = {
        operations: true,
        "state-storage": true,
        sentinel: true,
        "run-tasks": true,
        "cost-estimation": true,
      };
      return { id: organization.id, type: "entitlement-sets", attributes, relations: {} };
    },
  },
];
