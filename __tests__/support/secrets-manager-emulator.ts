import type { IncomingMessage } from "node:http";
import { type EmulatedAnswer, HttpEmulator } from "./http-emulator";

interface Secret {
  /** Values by version id. */
  readonly versions: Map<string, string>;
  current: string | undefined;
}

/**
 * The part of Secrets Manager that the functions use, over its own protocol (JSON 1.1), with the rules that matter to
 * them: a secret without a value, and a version that cannot be changed once it exists.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export class SecretsManagerEmulator extends HttpEmulator {
  /** Errors to answer with before anything else, in order, such as `AccessDeniedException`. */
  readonly failures: { readonly status: number; readonly type: string; readonly message: string }[] = [];
  /** How often it was asked for anything. */
  calls = 0;
  readonly #secrets = new Map<string, Secret>();
  #created = 0;

  /** @returns the ARN of a new secret, without a value unless one is given */
  createSecret(value?: string): string {
    this.#created += 1;
    const arn = `arn:aws:secretsmanager:eu-central-1:123456789012:secret:secret-${this.#created}`;
    const versions = new Map(value === undefined ? [] : [["first", value]]);
    this.#secrets.set(arn, { versions, current: value === undefined ? undefined : "first" });
    return arn;
  }

  /** Puts another value there, as people do. */
  put(arn: string, value: string): void {
    this.#created += 1;
    const secret = this.#secrets.get(arn);
    secret?.versions.set(`put-${this.#created}`, value);
    if (secret !== undefined) secret.current = `put-${this.#created}`;
  }

  /** @returns the current value; undefined when there is none */
  currentValue(arn: string): string | undefined {
    const secret = this.#secrets.get(arn);
    return secret?.versions.get(secret.current ?? "");
  }

  protected override answer(request: IncomingMessage, body: string): EmulatedAnswer {
    this.calls += 1;
    const failure = this.failures.shift();
    if (failure !== undefined) return errorAnswer(failure.status, failure.type, failure.message);
    const input = JSON.parse(body) as { SecretId: string; SecretString: string; ClientRequestToken: string };
    const secret = this.#secrets.get(input.SecretId);
    if (secret === undefined) return notFound("Secrets Manager can't find the specified secret.");
    switch (request.headers["x-amz-target"]) {
      case "secretsmanager.GetSecretValue":
        return getSecretValue(input.SecretId, secret);
      case "secretsmanager.PutSecretValue":
        return putSecretValue(input, secret);
      default:
        return errorAnswer(400, "UnknownOperationException", String(request.headers["x-amz-target"]));
    }
  }
}

function getSecretValue(arn: string, { versions, current }: Secret): EmulatedAnswer {
  if (current === undefined) {
    return notFound("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT");
  }
  return jsonAnswer(200, { ARN: arn, SecretString: versions.get(current), VersionId: current });
}

function putSecretValue(input: { SecretString: string; ClientRequestToken: string }, secret: Secret): EmulatedAnswer {
  const existing = secret.versions.get(input.ClientRequestToken);
  if (existing !== undefined && existing !== input.SecretString) {
    const message = "You can't modify the value of a secret version that already exists.";
    return errorAnswer(400, "ResourceExistsException", message);
  }
  secret.versions.set(input.ClientRequestToken, input.SecretString);
  secret.current = input.ClientRequestToken;
  return jsonAnswer(200, { VersionId: input.ClientRequestToken, VersionStages: ["AWSCURRENT"] });
}

function notFound(message: string): EmulatedAnswer {
  return errorAnswer(400, "ResourceNotFoundException", message);
}

function errorAnswer(status: number, type: string, message: string): EmulatedAnswer {
  return jsonAnswer(status, { __type: type, Message: message });
}

function jsonAnswer(status: number, content: object): EmulatedAnswer {
  return { status, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(content) };
}
