import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Authority } from "./certificates";

/** What a server is like. */
export interface ServerSettings {
  /** Of its node, and of its folder. */
  readonly name: string;
  /** Its only user at first, an administrator. */
  readonly user: { readonly username: string; readonly password: string };
  readonly authority: Authority;
  /** What its certificate is good for, such as `DNS:localhost`. */
  readonly certificateNames: readonly string[];
  /** The address that it is reached at, on this machine. */
  readonly address: string;
  readonly ports: ServerPorts;
  /** More lines of its `rabbitmq.conf`. */
  readonly configuration: readonly string[];
}

/** Where a server listens; plain AMQP and HTTP only where they have a port. */
export interface ServerPorts {
  readonly amqps: number;
  readonly https: number;
  readonly amqp?: number;
  readonly http?: number;
}

/**
 * Two things that take long. Queues show their policy with their statistics, which the management API samples every five
 * seconds: here every second. A dead letter that found no queue is sent again after three minutes: here after a second.
 */
const ADVANCED_CONFIGURATION = `[
  {rabbit, [
    {quorum_tick_interval, 200},
    {collect_statistics_interval, 200},
    {dead_letter_worker_publisher_confirm_timeout, 1000}
  ]},
  {rabbitmq_management_agent, [
    {sample_retention_policies, [{global, [{605, 1}]}, {basic, [{605, 1}]}, {detailed, [{605, 1}]}]}
  ]}
].
`;

/** Where a server's files are, and where it listens, as it sees it. */
export interface ServerView {
  /** The folder as this process sees it. */
  readonly folder: string;
  /** The same folder as the server sees it. */
  readonly inside: string;
  /** Where the server keeps its data. */
  readonly data: string;
  readonly address: string;
  readonly ports: ServerPorts;
}

/**
 * Writes what a server needs to run from a folder of its own, with TLS.
 *
 * @returns the environment to start it with
 */
export function writeConfiguration(settings: ServerSettings, view: ServerView): Readonly<Record<string, string>> {
  const { folder, inside, data, address, ports } = view;
  mkdirSync(folder, { recursive: true });
  settings.authority.issue(folder, settings.certificateNames);
  copyFileSync(settings.authority.file, join(folder, "authority.pem"));
  const tlsFiles = { cacertfile: "authority.pem", certfile: "server.pem", keyfile: "server.key" };
  const tls = (prefix: string) => Object.entries(tlsFiles).map(([key, file]) => `${prefix}.${key} = ${inside}/${file}`);
  const lines = [
    ports.amqp === undefined ? "listeners.tcp = none" : `listeners.tcp.1 = ${address}:${ports.amqp}`,
    `listeners.ssl.1 = ${address}:${ports.amqps}`,
    ...tls("ssl_options"),
    ...(ports.http === undefined ? [] : [`management.tcp.ip = ${address}`, `management.tcp.port = ${ports.http}`]),
    `management.ssl.ip = ${address}`,
    `management.ssl.port = ${ports.https}`,
    ...tls("management.ssl"),
    `default_user = ${settings.user.username}`,
    `default_pass = ${settings.user.password}`,
    "default_user_tags.administrator = true",
    ...settings.configuration,
  ];
  const files = {
    "rabbitmq.conf": `${lines.join("\n")}\n`,
    "advanced.config": ADVANCED_CONFIGURATION,
    enabled_plugins: "[rabbitmq_management].\n",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  // The server may run as a user of its own.
  chmodSync(folder, 0o777);
  return {
    RABBITMQ_NODENAME: `${settings.name}@localhost`,
    RABBITMQ_CONFIG_FILE: `${inside}/rabbitmq.conf`,
    RABBITMQ_ADVANCED_CONFIG_FILE: `${inside}/advanced.config`,
    RABBITMQ_ENABLED_PLUGINS_FILE: `${inside}/enabled_plugins`,
    RABBITMQ_MNESIA_BASE: data,
    RABBITMQ_PID_FILE: `${data}/pid`,
    RABBITMQ_LOGS: "-",
  };
}
