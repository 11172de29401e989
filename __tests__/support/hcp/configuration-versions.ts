import { z } from "zod";
import { isArchive } from "./blobs";
import { documents, many, one, resource, sent, timestamps } from "./contract";
import { type Answer, errorAnswer, notFound, type Resource, reference } from "./json-api";
import type { Route } from "./route";
import { nth } from "./script";
import type { World } from "./world";

const chosen = { "auto-queue-runs": z.boolean(), speculative: z.boolean(), provisional: z.boolean() };

const version = resource(
  "configuration-versions",
  z
    .strictObject({
      ...chosen,
      error: z.string().nullable(),
      "error-message": z.string().nullable(),
      source: z.string(),
      status: z.enum(["pending", "fetching", "uploaded", "archived", "errored"]),
      "status-timestamps": timestamps,
      "upload-url": z.url(),
    })
    .partial({ "upload-url": true }),
  {},
);

const source = `${documents}/configuration-versions`;

export const configurationVersionRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/workspaces/{workspace_id}/configuration-versions",
    needs: "queueRuns",
    contract: {
      source: `${source}#create-a-configuration-version`,
      request: sent("configuration-versions", z.strictObject(chosen).partial()),
      answers: { 201: one(version) },
    },
    answer: (world, { at, data }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      if (workspace === undefined) return notFound;
      const script = nth(world.script.configurationVersions, world.database.all("configuration-versions").length);
      const attributes = {
        "auto-queue-runs": true,
        speculative: false,
        provisional: false,
        ...data.attributes,
        error: null,
        "error-message": null,
        source: "tfe-api",
        status: "pending",
        "status-timestamps": {},
      };
      const created = world.database.add("configuration-versions", attributes, { workspace: reference(workspace) });
      const upload = world.blobs.writable((content) => uploaded(world, created, script ?? {}, content));
      // Only this answer has it.
      return { ...world.created({ ...created, attributes: { ...attributes, "upload-url": upload } }) };
    },
  },
  {
    method: "GET",
    path: "/workspaces/{workspace_id}/configuration-versions",
    contract: { source: `${source}#list-configuration-versions`, answers: { 200: many(version) } },
    answer: (world, { at, query }) => {
      const workspace = world.database.get("workspaces", at.workspace_id);
      return workspace === undefined
        ? notFound
        : world.page(world.database.all("configuration-versions", "workspace", workspace).reverse(), query);
    },
  },
  {
    method: "GET",
    path: "/configuration-versions/{configuration_version_id}",
    contract: { source: `${source}#show-a-configuration-version`, answers: { 200: one(version) } },
    answer: (world, { at }) => world.database.get("configuration-versions", at.configuration_version_id),
  },
  {
    method: "GET",
    path: "/runs/{run_id}/configuration-version",
    contract: { source: `${source}#show-a-configuration-version`, answers: { 200: one(version) } },
    answer: (world, { at }) => world.versionOfRun(at.run_id),
  },
  {
    method: "GET",
    path: "/configuration-versions/{configuration_version_id}/download",
    contract: { source: `${source}#download-configuration-files`, answers: { 200: undefined, 302: undefined } },
    answer: (world, { at }) =>
      downloaded(world, world.database.get("configuration-versions", at.configuration_version_id)),
  },
  {
    method: "GET",
    path: "/runs/{run_id}/configuration-version/download",
    contract: { source: `${source}#download-configuration-files`, answers: { 200: undefined, 302: undefined } },
    answer: (world, { at }) => downloaded(world, world.versionOfRun(at.run_id)),
  },
];

/** What becomes of the archive shows when the version is read. */
function uploaded(
  world: World,
  version: Resource,
  { becomes, after = 10, error, errorMessage }: NonNullable<World["script"]["configurationVersions"]>[number],
  content: Buffer,
): Answer {
  if (world.archives.has(version.id)) return errorAnswer(403, "already uploaded");
  world.archives.set(version.id, content);
  const isWrong = becomes === undefined && !isArchive(content);
  if (becomes === "pending") return { status: 200 };
  world.later(after, () => {
    if (isWrong || becomes === "errored") {
      version.attributes.error = error ?? "invalid-archive";
      version.attributes["error-message"] = errorMessage ?? "The archive is not a gzipped tar file";
      settle(world, version, "errored");
      return;
    }
    settle(world, version, "uploaded");
    // Which is why uploading can be deploying.
    if (version.attributes["auto-queue-runs"] === true) world.runs.queue(version);
  });
  return { status: 200 };
}

function settle(world: World, version: Resource, status: string): void {
  version.attributes.status = status;
  version.attributes["status-timestamps"] = { [`${status}-at`]: new Date(world.now()).toISOString() };
}

function downloaded(world: World, version: Resource | undefined): Answer {
  const archive = version?.attributes.status === "uploaded" ? world.archives.get(version.id) : undefined;
  if (archive === undefined) return notFound;
  if (world.script.downloads === "direct") {
    return { status: 200, headers: { "content-type": "application/octet-stream" }, body: archive };
  }
  return { status: 302, headers: { location: world.blobs.readable(() => archive) } };
}
