import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "../../lambda-src/shared/clock";
import type { RabbitMqCredentials } from "../../lambda-src/shared/rabbitmq-credentials";
import { topologyHandler } from "../../lambda-src/topology";
import type { TopologySummary } from "../../lambda-src/topology/declare-topology";
import type { TopologyEvent } from "../../lambda-src/topology/event";
import type { QueueMeasure } from "../../lambda-src/topology/measurement";
import type { Permissions, TopologyUser } from "../../lambda-src/topology/settings";
import { lambdaContext } from "./lambda-context";
import type { RabbitMqServer } from "./rabbitmq-server";
import type { SecretsManagerEmulator } from "./secrets-manager-emulator";

const NOTHING = "^$";

/** What a test may have differ: in the function's event, or in its environment. */
export interface TopologyChanges extends Partial<TopologyEvent> {
  readonly managementUrl?: string;
  readonly administratorSecretArn?: string;
  readonly users?: readonly TopologyUser[];
}

/** What the stacks let the mapping's user do: read its queue. */
export const MAPPING_PERMISSIONS: Permissions = { configure: NOTHING, write: NOTHING, read: "^orders$" };

/** What the stacks let the publisher do. */
export const PUBLISHER_PERMISSIONS: Permissions = {
  configure: NOTHING,
  write: "^(?!.*[.]dead-letter$)",
  read: NOTHING,
};

/** One option's broker and secrets, as its stack makes them, with a virtual host and users of its own. */
export class TopologyStage {
  readonly virtualHost: string;
  readonly mapping: { readonly username: string; readonly secretArn: string };
  readonly publisher: { readonly username: string; readonly secretArn: string };
  readonly administratorSecretArn: string;

  constructor(
    readonly server: RabbitMqServer,
    readonly secretsManager: SecretsManagerEmulator,
  ) {
    const name = randomBytes(4).toString("hex");
    this.virtualHost = `stage/${name}`;
    this.mapping = { username: `mapping-${name}`, secretArn: secretsManager.createSecret() };
    this.publisher = { username: `publisher-${name}`, secretArn: secretsManager.createSecret() };
    this.administratorSecretArn = secretsManager.createSecret(JSON.stringify(server.administrator));
  }

  /** The function's event. */
  event(changes: TopologyChanges = {}): TopologyEvent {
    const { managementUrl: _, administratorSecretArn: __, users: ___, ...event } = changes;
    return { virtualHost: this.virtualHost, queue: "orders", deliveryLimit: 20, ...event };
  }

  /** The function's environment variables. */
  environment(changes: TopologyChanges = {}): Record<string, string> {
    const users = changes.users ?? [
      { ...this.mapping, permissions: MAPPING_PERMISSIONS },
      { ...this.publisher, permissions: PUBLISHER_PERMISSIONS },
    ];
    return {
      BROKER_MANAGEMENT_URL: changes.managementUrl ?? this.server.managementUrl,
      ADMINISTRATOR_SECRET_ARN: changes.administratorSecretArn ?? this.administratorSecretArn,
      USERS: JSON.stringify(users),
    };
  }

  /** Invokes the topology function. */
  async declare(changes: TopologyChanges = {}, clock: Clock = systemClock): Promise<TopologySummary> {
    const handler = topologyHandler(clock, this.environment(changes));
    return (await handler(this.event(changes), lambdaContext({ clock }))) as TopologySummary;
  }

  /** Invokes it to measure queues. */
  async measure(...queues: string[]): Promise<readonly QueueMeasure[]> {
    const event = { measure: queues, virtualHost: this.virtualHost, broker: "stage" };
    const handler = topologyHandler(systemClock, this.environment());
    return (await handler(event, lambdaContext())) as readonly QueueMeasure[];
  }

  /** @returns what the user's secret holds */
  credentialsOf({ secretArn }: { readonly secretArn: string }): RabbitMqCredentials {
    return JSON.parse(this.secretsManager.currentValue(secretArn) ?? "{}");
  }
}
