import { DataAwsSecretsmanagerRandomPassword } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-random-password";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../names";
import { userSecret } from "./user-secret";

/**
 * The broker's administrator. Its password comes from a data source that rolls anew at every plan, so it is written once,
 * to a secret version that ignores later values, and the broker reads it there: an apply that stops halfway loses nothing.
 * It is in state all the same, because the broker has no write-only argument for it.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/48180
 */
export class Administrator extends Construct {
  readonly username = "administrator";
  /** A reference: the value appears only in state. */
  readonly password: string;
  readonly secretArn: string;

  constructor(scope: Construct, id: string, names: Names) {
    super(scope, id);
    const secret = userSecret(this, names, this.username, "RabbitMQ administrator of the broker");
    const rolled = new DataAwsSecretsmanagerRandomPassword(this, "password", {
      passwordLength: 32,
      // Amazon MQ refuses , : and = in a password.
      // https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html
      excludePunctuation: true,
      // Rolled while applying, not while planning: the provider does not mark the value as sensitive, and the first plan,
      // which people pass around for review, would show it.
      dependsOn: [secret],
    });
    const version = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretString: Fn.jsonencode({ username: this.username, password: rolled.randomPassword }),
      lifecycle: { ignoreChanges: ["secret_string"] },
    });
    this.secretArn = secret.arn;
    this.password = Fn.lookup(Fn.jsondecode(version.secretString), "password");
  }
}
