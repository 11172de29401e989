import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { Surroundings } from "../network/placement";
import { type ListenerSettings, listenersOf, type Settings } from "../settings";
import type { BrokerReference } from "./broker-reference";
import { userSecret } from "./user-secret";

export interface TopologyProps {
  readonly names: Names;
  readonly settings: Settings;
  readonly broker: BrokerReference;
  /** Secret with name and password of a RabbitMQ user with the tag `administrator`. */
  readonly administratorSecretArn: string;
  readonly surroundings: Surroundings;
}

/** What RabbitMQ lets a user do on a virtual host, as regular expressions over the names of queues and exchanges. */
interface Permissions {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

/** What a listener's mapping needs of the broker. */
export interface DeclaredQueue {
  /** Credentials of the mapping's own user, which may read the queue. The topology function makes the password. */
  readonly mappingSecret: SecretsmanagerSecret;
  /** Exists once queue, dead-lettering, bindings and user are declared. */
  readonly declared: ITerraformDependable;
}

/** Matches no name. @see https://www.rabbitmq.com/docs/access-control#authorisation */
const nothing = "^$";

/** Seconds: time for a broker that still starts, and for a resolver that remembers that its name did not exist. */
const timeout = 840;

/**
 * Virtual host, queue, dead-lettering and users inside the broker. No AWS API creates them, and a mapping on a queue that
 * does not exist never works: so a function that stands where any client stands declares them while Terraform applies.
 *
 * @see https://github.com/aws/aws-sdk/issues/148
 */
export class Topology extends Construct {
  readonly function: NodeFunction;
  /** Credentials of the publisher's own user, which may publish to the default exchange. */
  readonly publisherSecret: SecretsmanagerSecret;
  readonly #queues: ReadonlyMap<string, DeclaredQueue>;

  constructor(
    scope: Construct,
    id: string,
    { names, settings, broker, administratorSecretArn, surroundings }: TopologyProps,
  ) {
    super(scope, id);
    const mappings = listenersOf(settings).map((listener) => this.addMappingUser(names, listener));
    this.publisherSecret = userSecret(this, names, "publisher", "RabbitMQ user of the publisher");
    const publisher = {
      secretArn: this.publisherSecret.arn,
      username: "publisher",
      // The default exchange is called amq.default when permissions are checked.
      // https://www.rabbitmq.com/docs/access-control#authorisation
      permissions: { configure: nothing, write: "^amq[.]default$", read: nothing },
    };
    const users = [...mappings.map(({ user }) => user), publisher];
    const userSecrets = users.map(({ secretArn }) => secretArn);

    this.function = new NodeFunction(this, "function", {
      names,
      settings,
      source: "topology",
      description: "Declares virtual host, queue, dead-lettering and users in RabbitMQ",
      timeout,
      // Not in the event: whoever may invoke the function would choose where the administrator's password goes.
      environment: {
        BROKER_MANAGEMENT_URL: broker.consoleUrl,
        ADMINISTRATOR_SECRET_ARN: administratorSecretArn,
        // Not Terraform's jsonencode: cdktf does not escape a backslash in its arguments, and regular expressions have some.
        USERS: JSON.stringify(users),
      },
      statements: [
        {
          sid: "ReadCredentials",
          actions: ["secretsmanager:GetSecretValue"],
          resources: [administratorSecretArn, ...userSecrets],
        },
        { sid: "WriteNewPasswords", actions: ["secretsmanager:PutSecretValue"], resources: userSecrets },
      ],
      ...(surroundings.clients === undefined ? {} : { location: surroundings.clients }),
    });

    this.#queues = new Map(
      mappings.map(({ listener, secret, user }) => {
        // Whoever changes one listener's user declares nothing of the others anew.
        const declares = listener.suffix === "" ? [user, publisher] : [user];
        const declared = this.declare(listener, declares, broker, surroundings);
        return [listener.suffix, { mappingSecret: secret, declared }];
      }),
    );
  }

  /** What one listener's mapping needs. */
  queueOf({ suffix }: ListenerSettings): DeclaredQueue {
    const queue = this.#queues.get(suffix);
    if (queue === undefined) {
      throw new Error(`Nothing is declared for the listener "${suffix}".`);
    }
    return queue;
  }

  private addMappingUser(names: Names, listener: ListenerSettings) {
    const { suffix, settings } = listener;
    const username = `mapping${suffix}`;
    const secret = userSecret(this, names, username, "RabbitMQ user of the event source mapping");
    // A further listener's user is declared with its queue, and the first one's with every queue.
    const queue = suffix === "" ? {} : { queue: settings.queue };
    const user = { secretArn: secret.arn, username, permissions: mappingPermissions(settings), ...queue };
    return { listener, secret, user };
  }

  private declare(
    { suffix, settings }: ListenerSettings,
    users: readonly object[],
    broker: BrokerReference,
    { ready }: Surroundings,
  ): ITerraformDependable {
    const { virtualHost, queue, deliveryLimit, exchange, exchangeType, routingKeys } = settings;
    const binding = exchange === undefined ? {} : { exchange, exchangeType, routingKeys };
    return new LambdaInvocation(this, `declaration${suffix}`, {
      functionName: this.function.function.functionName,
      input: JSON.stringify({ virtualHost, queue, deliveryLimit, ...binding }),
      // What the event does not say. Another broker knows nothing of what was declared, even under the same name; newer
      // code may declare more; users may do something else.
      triggers: {
        broker: broker.id,
        code: this.function.function.sourceCodeHash,
        users: JSON.stringify(users),
      },
      dependsOn: [...ready],
    });
  }
}

function mappingPermissions(settings: Settings): Permissions {
  const queue = `^${settings.queue.replaceAll(".", "[.]")}$`;
  return {
    configure: settings.mappingUserConfigure ?? nothing,
    write: settings.mappingUserWrite ?? nothing,
    read: settings.mappingUserRead === undefined ? queue : `${queue}|${settings.mappingUserRead}`,
  };
}
