import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Certificates, makeCertificates } from "./throwaway-certificates";

/** Ports of a server. */
export interface RabbitMqPorts {
  readonly amqp: number;
  readonly amqps: number;
  readonly http: number;
  readonly https: number;
}

/** The administrator of every server that the tests start. */
export const ADMINISTRATOR = { username: "administrator", password: "throwaway-administrator-password" } as const;

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

/**
 * Writes what a server needs to run from a folder of its own, with TLS.
 *
 * @param folder the folder as this process sees it
 * @param inside the same folder as the server sees it
 * @param data where the server keeps its data, as it sees it
 * @param address where the server listens
 * @returns the certificates, and the environment to start the server with
 */
export function writeConfiguration(
  folder: string,
  inside: string,
  data: string,
  address: string,
  ports: RabbitMqPorts,
): { readonly certificates: Certificates; readonly env: Readonly<Record<string, string>> } {
  mkdirSync(folder, { recursive: true });
  const certificates = makeCertificates(folder);
  const tlsFiles = { cacertfile: "authority.pem", certfile: "server.pem", keyfile: "server.key" };
  const tls = (prefix: string) => Object.entries(tlsFiles).map(([key, file]) => `${prefix}.${key} = ${inside}/${file}`);
  const lines = [
    `listeners.tcp.1 = ${address}:${ports.amqp}`,
    `listeners.ssl.1 = ${address}:${ports.amqps}`,
    ...tls("ssl_options"),
    `management.tcp.ip = ${address}`,
    `management.tcp.port = ${ports.http}`,
    `management.ssl.ip = ${address}`,
    `management.ssl.port = ${ports.https}`,
    ...tls("management.ssl"),
    `default_user = ${ADMINISTRATOR.username}`,
    `default_pass = ${ADMINISTRATOR.password}`,
    "default_user_tags.administrator = true",
  ];
  const files = {
    "rabbitmq.conf": `${lines.join("\n")}\n`,
    "advanced.config": ADVANCED_CONFIGURATION,
    enabled_plugins: "[rabbitmq_management].\n",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  // The server may run as a user of its own.
  chmodSync(folder, 0o777);
  chmodSync(certificates.key, 0o644);
  return {
    certificates,
    env: {
      RABBITMQ_NODENAME: `test-${ports.amqp}@localhost`,
      RABBITMQ_CONFIG_FILE: `${inside}/rabbitmq.conf`,
      RABBITMQ_ADVANCED_CONFIG_FILE: `${inside}/advanced.config`,
      RABBITMQ_ENABLED_PLUGINS_FILE: `${inside}/enabled_plugins`,
      RABBITMQ_MNESIA_BASE: data,
      RABBITMQ_PID_FILE: `${data}/pid`,
      RABBITMQ_LOGS: "-",
    },
  };
}
