import { DataAwsSecretsmanagerRandomPassword } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-random-password";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../names";
import { userSecret } from "./user-secret";

/** Where name and password of a RabbitMQ user with the tag `administrator` are: `{"username": ..., "password": ...}`. */
export interface AdministratorSecret {
  readonly secretArn: string;
  /** ARN of the KMS key that the secret is encrypted with. @default Secrets Manager's own */
  readonly keyArn?: string;
}

/**
 * The broker's administrator. Name and password come from data sources that roll anew at every plan, so they are written once,
 * to a secret version that ignores later values, and the broker reads them there: an apply that stops halfway loses nothing.
 * They are in state all the same, because the broker has no write-only argument for them. The name is rolled too: of a public
 * broker, name and password are the only door.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/48180
 */
export class Administrator extends Construct implements AdministratorSecret {
  /** A reference, as is the password: the values appear only in state. */
  readonly username: string;
  readonly password: string;
  readonly secretArn: string;

  constructor(scope: Construct, id: string, names: Names) {
    super(scope, id);
    const secret = userSecret(this, names, "administrator", "RabbitMQ administrator of the broker");
    const roll = (what: string, length: number) =>
      new DataAwsSecretsmanagerRandomPassword(this, what, {
        passwordLength: length,
        // Amazon MQ refuses , : and = in a password, and most signs in a name.
        // https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html
        excludePunctuation: true,
        // Rolled while applying, not while planning: the provider does not mark the value as sensitive, and the first plan,
        // which people pass around for review, would show it.
        dependsOn: [secret],
      }).randomPassword;
    const version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretString: Fn.jsonencode({
        username: `administrator-${roll("name", 16)}`,
        password: roll("password", 32),
      }),
      lifecycle: { ignoreChanges: ["secret_string"] },
    });
    this.secretArn = secret.arn;
    const kept = (key: string): string => Fn.lookup(Fn.jsondecode(version.secretString), key);
    this.username = kept("username");
    this.password = kept("password");
  }
}
