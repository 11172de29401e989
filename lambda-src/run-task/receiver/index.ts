import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { LARGEST_BODY, namesOf, verify } from "../../../hcp/run-task/index";
import { logLine } from "../../shared/log-line";
import type { HandedOver } from "../handed-over";
import { HmacKey } from "./hmac-key";
import { readSettings } from "./settings";

/** What an HTTP API hands over. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export interface HttpRequest {
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly body: string;
}

/** Between requests too: connections, and a key that was read, are kept. */
const lambda = new LambdaClient({});
const secretsManager = new SecretsManagerClient({});
let hmacKey: HmacKey | undefined;

/**
 * Answers a run task's request: verifies that HCP Terraform signed it, has it judged by another function, and answers 200 before that has
 * begun, for HCP waits for the answer. Whatever else is answered, HCP asks again.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
export async function handler({ headers, body = "", isBase64Encoded }: HttpRequest): Promise<HttpAnswer> {
  const receivedAt = Date.now();
  const { secretArn, judge, hostname } = readSettings(process.env);
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.byteLength > LARGEST_BODY)
    return refuse(413, `The request is refused: it is larger than ${LARGEST_BODY} bytes.`);

  hmacKey ??= new HmacKey(secretsManager, secretArn);
  const key = await hmacKey.current();
  if (key === "") return refuse(503, `There is no key yet to verify requests with: put it into ${secretArn}.`);
  const verified = verify(bytes, headers["x-tfc-task-signature"], { key, hostname });
  switch (verified.kind) {
    case "refused":
      return refuse(verified.status, verified.why);
    case "test":
      logLine("INFO", "HCP Terraform tried whether the run task is there");
      return { statusCode: 200, body: "" };
    case "request": {
      const handedOver: HandedOver = { request: verified.request, receivedAt };
      await lambda.send(
        new InvokeCommand({ FunctionName: judge, InvocationType: "Event", Payload: JSON.stringify(handedOver) }),
      );
      logLine("INFO", "Handed over to be judged", namesOf(verified.request));
      return { statusCode: 200, body: "" };
    }
  }
}

function refuse(statusCode: number, why: string): HttpAnswer {
  logLine("WARN", why, { statusCode });
  return { statusCode, body: why };
}
