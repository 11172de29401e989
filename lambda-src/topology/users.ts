import { isDeepStrictEqual } from "node:util";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Changes } from "./changes";
import type { ManagementApi } from "./management-api";
import { isPasswordOf, type PasswordHash } from "./password-hash";
import type { Permissions, TopologyUser } from "./settings";
import { readOrCreateCredentials } from "./user-secret";

const EVERYTHING: Permissions = { configure: ".*", write: ".*", read: ".*" };

/** Lets the administrator work in a virtual host: a new one is open to nobody. */
export async function admitAdministrator(
  broker: ManagementApi,
  virtualHost: string,
  administrator: string,
  changes: Changes,
): Promise<void> {
  await permit(broker, virtualHost, administrator, EVERYTHING, changes);
}

/**
 * Makes a user what the settings say and nothing more: its secret's password, no tag, these permissions in this virtual
 * host, none in others, where an earlier deployment may have left some.
 */
export async function declareUser(
  broker: ManagementApi,
  secrets: SecretsManagerClient,
  virtualHost: string,
  user: TopologyUser,
  changes: Changes,
): Promise<void> {
  const { username, permissions } = user;
  const { credentials, created } = await readOrCreateCredentials(secrets, user, broker.patience);
  if (created) changes.made(`put a new password for user ${JSON.stringify(username)} into its secret`);

  const existing = await broker.get<PasswordHash & { tags: readonly string[] }>(["users", username]);
  if (existing === undefined || existing.tags.length > 0 || !isPasswordOf(existing, credentials.password)) {
    await broker.put(["users", username], { password: credentials.password, tags: "" });
    changes.made(`${existing === undefined ? "created" : "changed"} user ${JSON.stringify(username)}`);
  }
  await permit(broker, virtualHost, username, permissions, changes);

  const everywhere = (await broker.get<{ vhost: string }[]>(["users", username, "permissions"])) ?? [];
  for (const { vhost } of everywhere.filter((permission) => permission.vhost !== virtualHost)) {
    await broker.delete(["permissions", vhost, username]);
    changes.made(`revoked what user ${JSON.stringify(username)} could do in virtual host ${JSON.stringify(vhost)}`);
  }
}

async function permit(
  broker: ManagementApi,
  virtualHost: string,
  username: string,
  permissions: Permissions,
  changes: Changes,
): Promise<void> {
  const path = ["permissions", virtualHost, username];
  const existing = await broker.get<Permissions>(path);
  const { configure, write, read } = existing ?? {};
  if (isDeepStrictEqual({ configure, write, read }, permissions)) return;
  await broker.put(path, permissions);
  changes.made(`set what user ${JSON.stringify(username)} may do in virtual host ${JSON.stringify(virtualHost)}`);
}
