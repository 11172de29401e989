import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { LambdaInvocation } from "@cdktf/provider-aws/lib/lambda-invocation";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { Surroundings } from "../network/placement";
import type { ListenerSettings } from "../settings";
import type { AdministratorSecret } from "./administrator";
import type { BrokerReference } from "./broker-reference";
import type { BrokerUser } from "./broker-user";
import { userSecret } from "./user-secret";

export interface TopologyProps {
  readonly names: Names;
  /** Whose queue it is: its settings say queue, virtual host, delivery limit, exchange and routing keys. */
  readonly listener: ListenerSettings;
  readonly broker: BrokerReference;
  /** Who declares it. The function reads the secret, and Terraform does not. */
  readonly administrator: AdministratorSecret;
  /** What names of RabbitMQ users begin with: on a broker that others use too, none may be theirs. @default nothing */
  readonly userPrefix?: string;
  /** Where the function runs, and what it waits for. */
  readonly surroundings: Surroundings;
  /** Users that are declared with the queue. Each gets a secret, and the function makes its password. */
  readonly users: readonly BrokerUser[];
}

/**
 * What it takes to read a secret with a key of its own: Secrets Manager uses the key in the reader's name.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
function decryption({ secretArn, keyArn }: AdministratorSecret): readonly DataAwsIamPolicyDocumentStatement[] {
  if (keyArn === undefined) return [];
  const condition = [{ test: "StringEquals", variable: "kms:EncryptionContext:SecretARN", values: [secretArn] }];
  return [{ sid: "DecryptCredentials", actions: ["kms:Decrypt"], resources: [keyArn], condition }];
}

/** Seconds: time for a broker that still starts, and for a resolver that remembers that its name did not exist. */
const timeout = 840;

/**
 * A listener's queue inside the broker, with its virtual host, dead-lettering, bindings and users. No AWS API creates them, and a mapping
 * on a queue that does not exist never works: so a function that stands where any client stands declares them while Terraform applies.
 * Each listener has one of its own: what says whom to let in is then nobody else's, and reads nobody else's secrets.
 *
 * @see https://github.com/aws/aws-sdk/issues/148
 */
export class Topology extends Construct {
  readonly function: NodeFunction;
  /** Exists once queue, dead-lettering, bindings and users are declared. */
  readonly declared: ITerraformDependable;
  readonly #secrets: ReadonlyMap<BrokerUser, SecretsmanagerSecret>;

  constructor(scope: Construct, id: string, props: TopologyProps) {
    super(scope, id);
    const { names, listener, broker, administrator, userPrefix = "", surroundings } = props;
    const { suffix, settings } = listener;
    this.#secrets = new Map(
      props.users.map((user) => [user, userSecret(this, names, user.username, user.description)]),
    );
    const users = props.users.map((user) => {
      const { username, permissions } = user;
      return { secretArn: this.secretOf(user).arn, username: `${userPrefix}${username}`, permissions };
    });
    const userSecrets = users.map(({ secretArn }) => secretArn);

    this.function = new NodeFunction(this, "function", {
      names,
      settings,
      source: "topology",
      name: `topology${suffix}`,
      description: "Declares virtual host, queue, dead-lettering and users in RabbitMQ",
      timeout,
      // Not in the event: whoever may invoke the function would choose where the administrator's password goes.
      environment: {
        BROKER_MANAGEMENT_URL: broker.consoleUrl,
        ADMINISTRATOR_SECRET_ARN: administrator.secretArn,
        // Not Terraform's jsonencode: cdktf does not escape a backslash in its arguments, and regular expressions have some.
        USERS: JSON.stringify(users),
      },
      statements: [
        {
          sid: "ReadCredentials",
          actions: ["secretsmanager:GetSecretValue"],
          resources: [administrator.secretArn, ...userSecrets],
        },
        { sid: "WriteNewPasswords", actions: ["secretsmanager:PutSecretValue"], resources: userSecrets },
        ...decryption(administrator),
      ],
      ...(surroundings.clients === undefined ? {} : { location: surroundings.clients }),
    });

    const { virtualHost, queue, deliveryLimit, exchange, exchangeType, routingKeys } = settings;
    const binding = exchange === undefined ? {} : { exchange, exchangeType, routingKeys };
    this.declared = new LambdaInvocation(this, "declaration", {
      functionName: this.function.function.functionName,
      input: JSON.stringify({ virtualHost, queue, deliveryLimit, ...binding }),
      // What the event does not say. Another broker knows nothing of what was declared, even under the same name; newer
      // code may declare more; users may do something else.
      triggers: {
        broker: broker.id,
        code: this.function.function.sourceCodeHash,
        users: JSON.stringify(users),
      },
      dependsOn: [...surroundings.ready],
    });
  }

  /** Credentials of one of its users. */
  secretOf(user: BrokerUser): SecretsmanagerSecret {
    const secret = this.#secrets.get(user);
    if (secret === undefined) {
      throw new Error(`${this.node.path} declares no user ${user.username}.`);
    }
    return secret;
  }
}
