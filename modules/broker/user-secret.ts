import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { Construct } from "constructs";
import type { Names } from "../names";

/**
 * A secret for one RabbitMQ user: `{"username": ..., "password": ...}`, the two keys that event source mappings read.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export function userSecret(scope: Construct, names: Names, user: string, description: string): SecretsmanagerSecret {
  return new SecretsmanagerSecret(scope, `${user}-secret`, { namePrefix: names.secretPrefix(user), description });
}
