import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { Surroundings } from "../network/placement";
import type { Settings } from "../settings";
import type { Administrator } from "./administrator";
import type { Broker } from "./broker";
import { userSecret } from "./user-secret";

export interface TopologyProps {
  readonly names: Names;
  readonly settings: Settings;
  readonly broker: Broker;
  readonly administrator: Administrator;
  readonly surroundings: Surroundings;
}

/** What RabbitMQ lets a user do on a virtual host, as regular expressions over the names of queues and exchanges. */
interface Permissions {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
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
  /** Credentials of the mapping's own user, which may read the queue. The topology function makes the password. */
  readonly mappingSecret: SecretsmanagerSecret;
  /** Credentials of the publisher's own user, which may publish to the default exchange. */
  readonly publisherSecret: SecretsmanagerSecret;
  /** Exists once everything is declared. */
  readonly declared: ITerraformDependable;

  constructor(scope: Construct, id: string, { names, settings, broker, administrator, surroundings }: TopologyProps) {
    super(scope, id);
    this.mappingSecret = userSecret(this, names, "mapping", "RabbitMQ user of the event source mapping");
    this.publisherSecret = userSecret(this, names, "publisher", "RabbitMQ user of the publisher");
    const userSecrets = [this.mappingSecret.arn, this.publisherSecret.arn];

    // Not Terraform's jsonencode: cdktf does not escape a backslash in its arguments, and regular expressions have some.
    const users = JSON.stringify([
      { secretArn: this.mappingSecret.arn, username: "mapping", permissions: mappingPermissions(settings) },
      {
        secretArn: this.publisherSecret.arn,
        username: "publisher",
        // The default exchange is called amq.default when permissions are checked.
        // https://www.rabbitmq.com/docs/access-control#authorisation
        permissions: { configure: nothing, write: "^amq[.]default$", read: nothing },
      },
    ]);
    this.function = new NodeFunction(this, "function", {
      names,
      settings,
      source: "topology",
      description: "Declares virtual host, queue, dead-lettering and users in RabbitMQ",
      timeout,
      // Not in the event: whoever may invoke the function would choose where the administrator's password goes.
      environment: {
        BROKER_MANAGEMENT_URL: broker.consoleUrl,
        ADMINISTRATOR_SECRET_ARN: administrator.secretArn,
        USERS: users,
      },
      statements: [
        {
          sid: "ReadCredentials",
          actions: ["secretsmanager:GetSecretValue"],
          resources: [administrator.secretArn, ...userSecrets],
        },
        { sid: "WriteNewPasswords", actions: ["secretsmanager:PutSecretValue"], resources: userSecrets },
      ],
      ...(surroundings.clients === undefined ? {} : { location: surroundings.clients }),
    });

    this.declared = new LambdaInvocation(this, "declaration", {
      functionName: this.function.function.functionName,
      input: JSON.stringify({
        virtualHost: settings.virtualHost,
        queue: settings.queue,
        deliveryLimit: settings.deliveryLimit,
      }),
      // What the event does not say. Another broker knows nothing of what was declared, even under the same name; newer
      // code may declare more; users may do something else.
      triggers: { broker: broker.resource.id, code: this.function.function.sourceCodeHash, users },
      dependsOn: [...surroundings.ready],
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
