import {
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Resource } from "./state";

/** Reads what there is to know of a secret but its value. None where there is no such secret. */
export async function readSecret(client: SecretsManagerClient, arn: string): Promise<readonly Resource[]> {
  try {
    const [secret, { ResourcePolicy }] = await Promise.all([
      client.send(new DescribeSecretCommand({ SecretId: arn })),
      client.send(new GetResourcePolicyCommand({ SecretId: arn })),
    ]);
    if (secret.DeletedDate !== undefined) return [];
    const name = secret.Name ?? arn;
    const values = { id: arn, arn, name, kms_key_id: secret.KmsKeyId ?? null };
    return [
      { type: "aws_secretsmanager_secret", name, values },
      ...(ResourcePolicy === undefined
        ? []
        : [{ type: "aws_secretsmanager_secret_policy", name, values: { secret_arn: arn, policy: ResourcePolicy } }]),
    ];
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  }
}
