import { z } from "zod";
import { documents, one, resource, sent, time, toOne } from "./contract";
import { errorAnswer, notFound, type Resource, reference, references } from "./json-api";
import type { Route } from "./route";

const written = {
  serial: z.int(),
  md5: z.string(),
  lineage: z.string(),
  force: z.boolean(),
  "json-state-outputs": z.string(),
};

const version = resource(
  "state-versions",
  z
    .strictObject({
      "created-at": time,
      "hosted-state-download-url": z.url(),
      "hosted-state-upload-url": z.url(),
      "hosted-json-state-upload-url": z.url(),
      lineage: z.string(),
      md5: z.string(),
      serial: z.int(),
      status: z.enum(["pending", "finalized"]),
    })
    .partial({ "hosted-state-upload-url": true, "hosted-json-state-upload-url": true }),
  { workspace: toOne("workspaces") },
);

const source = `${documents}/state-versions`;

/** What a workspace's state is, and was. */
export const stateVersionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/workspaces/{workspace_id}/current-state-version",
    contract: { source: `${source}#fetch-the-current-state-version-for-a-workspace`, answers: { 200: one(version) } },
    answer: (world, { at }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      const [current] = references(workspace?.relations["current-state-version"]);
      return world.database.get("state-versions", current?.id);
    },
  },
  {
    method: "GET",
    path: "/state-versions/{state_version_id}",
    contract: { source: `${source}#show-a-state-version`, answers: { 200: one(version) } },
    answer: (world, { at }) => world.database.get("state-versions", at.state_version_id),
  },
  {
    method: "POST",
    path: "/workspaces/{workspace_id}/state-versions",
    needs: "applyRuns",
    contract: {
      source: `${source}#create-a-state-version`,
      request: sent("state-versions", z.strictObject(written).partial({ force: true, "json-state-outputs": true })),
      answers: { 201: one(version) },
    },
    answer: (world, { at, data }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      if (workspace === undefined) return notFound;
      if (workspace.attributes.locked !== true) return errorAnswer(409, "Workspace is not locked");
      const { serial, md5, lineage } = data.attributes;
      const kept = { "created-at": new Date(world.now()).toISOString(), serial, md5, lineage, status: "pending" };
      let content = Buffer.alloc(0);
      const download = world.blobs.state(() => content);
      const attributes = { ...kept, "hosted-state-download-url": download };
      const created = world.database.add("state-versions", attributes, { workspace: reference(workspace) });
      const upload = world.blobs.writable((bytes) => {
        content = Buffer.from(bytes);
        created.attributes.status = "finalized";
        workspace.relations = { ...workspace.relations, "current-state-version": reference(created) };
        return { status: 200 };
      });
      const json = world.blobs.writable(() => ({ status: 200 }));
      const shown = { ...attributes, "hosted-state-upload-url": upload, "hosted-json-state-upload-url": json };
      return world.created({ ...created, attributes: shown } satisfies Resource);
    },
  },
];
