import { type ChannelModel, connect } from "amqplib";
import type { RabbitMqCredentials } from "../../lambda-src/shared/rabbitmq-credentials";
import type { RabbitMqServer } from "./rabbitmq-server";

/** Calls the management API as the administrator. @returns the answer's JSON; undefined when there is none */
export async function manage<T>(
  server: RabbitMqServer,
  method: "GET" | "PUT" | "POST" | "DELETE",
  path: readonly string[],
  body?: object,
): Promise<T | undefined> {
  const response = await manageAs(server.administrator, server, method, path, body);
  if (response.status === 404) return undefined;
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path.join(" ")} gave ${response.status}: ${text}`);
  return text === "" ? undefined : (JSON.parse(text) as T);
}

/** Calls the management API as any user. */
export function manageAs(
  { username, password }: RabbitMqCredentials,
  server: RabbitMqServer,
  method: string,
  path: readonly string[],
  body?: object,
): Promise<Response> {
  return fetch(new URL(`/api/${path.map(encodeURIComponent).join("/")}`, server.managementUrl), {
    method,
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const open: ChannelModel[] = [];

/** Connects to a virtual host. Close what this opened with {@link closeConnections}. */
export async function connectAs(
  { username, password }: RabbitMqCredentials,
  server: RabbitMqServer,
  virtualHost: string,
): Promise<ChannelModel> {
  const url = new URL(server.amqpUrl);
  url.username = encodeURIComponent(username);
  url.password = encodeURIComponent(password);
  url.pathname = `/${encodeURIComponent(virtualHost)}`;
  const connection = await connect(url.href);
  // What the broker refuses also rejects the call that was refused.
  connection.on("error", () => {});
  open.push(connection);
  return connection;
}

/** Closes what {@link connectAs} opened. */
export async function closeConnections(): Promise<void> {
  await Promise.all(open.splice(0).map((connection) => connection.close().catch(() => {})));
}
