import type { IncomingMessage } from "node:http";
import { provider } from "../../connectivity/examples/provider";
import { type EmulatedAnswer, HttpEmulator } from "../../support/http-emulator";
import type { Root } from "./plan";

const REGION = "eu-west-1";
const NAMES = ["changed", "unused", "gone"] as const;
const arnOf = (name: string) => `arn:aws:secretsmanager:${REGION}:123456789012:secret:${name}-AbCdEf`;

/** Secrets Manager, where somebody has changed the descriptions by hand and deleted one secret. */
class EmulatedSecrets extends HttpEmulator {
  protected override answer(request: IncomingMessage, body: string): EmulatedAnswer {
    const { SecretId: arn } = JSON.parse(body);
    const name = NAMES.find((each) => arnOf(each) === arn || each === arn);
    if (name === undefined || name === "gone") return this.#json(400, { __type: "ResourceNotFoundException" });
    const action = String(request.headers["x-amz-target"]).split(".")[1];
    if (action === "GetResourcePolicy") return this.#json(200, { ARN: arn, Name: name });
    return this.#json(200, { ARN: arn, Name: name, Description: "planted-by-hand", Tags: [] });
  }

  #json(status: number, json: object): EmulatedAnswer {
    return { status, headers: { "content-type": "application/x-amz-json-1.1" }, body: JSON.stringify(json) };
  }
}

export async function withEmulatedSecrets<T>(work: (url: string) => Promise<T>): Promise<T> {
  const secrets = new EmulatedSecrets();
  await secrets.start();
  try {
    return await work(secrets.url);
  } finally {
    await secrets.stop();
  }
}

/** The plan rests on the description of one of the secrets. */
export function driftRoot(url: string): Root {
  const secret = (name: string) => `resource "aws_secretsmanager_secret" "${name}" {
  name        = "${name}"
  description = "as it was"

  lifecycle {
    ignore_changes = [description]
  }
}
`;
  return {
    files: {
      "main.tf": [
        'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "5.100.0"\n    }\n  }\n}\n',
        provider(REGION).replace(/\}\n$/, `\n  endpoints {\n    secretsmanager = "${url}"\n  }\n}\n`),
        ...NAMES.map(secret),
        'resource "terraform_data" "copy" {\n  input = aws_secretsmanager_secret.changed.description\n}\n',
      ].join("\n"),
    },
    refresh: true,
    state: {
      version: 4,
      terraform_version: "1.11.4",
      serial: 1,
      lineage: "00000000-0000-0000-0000-000000000000",
      outputs: {},
      resources: NAMES.map((name) => ({
        mode: "managed",
        type: "aws_secretsmanager_secret",
        name,
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [
          {
            schema_version: 0,
            attributes: {
              id: arnOf(name),
              arn: arnOf(name),
              name,
              name_prefix: "",
              description: "as it was",
              kms_key_id: "",
              policy: "",
              force_overwrite_replica_secret: false,
              recovery_window_in_days: 30,
              replica: [],
              tags: {},
              tags_all: {},
            },
            sensitive_attributes: [],
          },
        ],
      })),
    },
  };
}
