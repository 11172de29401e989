import { sourceAccesses } from "../../aws/iam/credentials";
import { quoted, text } from "../../aws/iam/values";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { enumerate, finding } from "./finding";
import type { Subjects } from "./subjects";

const SECRET_ARN = /^arn:aws[a-z0-9-]*:secretsmanager:[^:]+:\d{12}:secret:.+$/;

const REMEDY =
  "Give the mapping a source_access_configuration of type BASIC_AUTH whose uri is the ARN of a Secrets Manager secret.";

/** Whether the mapping has what RabbitMQ's login needs. */
export function authentication({ mapping, credentials }: Subjects): readonly Finding[] {
  if (credentials === null) {
    const why = `${mapping.address} has no source_access_configuration of type BASIC_AUTH, and RabbitMQ always asks for a login.`;
    return [finding("basic-auth", mapping, why, REMEDY)];
  }
  if (credentials === undefined) {
    const why = `Whether ${mapping.address} has a source_access_configuration of type BASIC_AUTH is not known: its blocks are not all shown.`;
    return [finding("basic-auth-unknown", mapping, why, REMEDY)];
  }
  if (credentials.candidates.length > 0) {
    const names = enumerate(credentials.candidates.slice(0, 5).map(({ address }) => address));
    const why = `Which of ${names} ${mapping.address} logs in with is not in this input.`;
    return [finding("basic-auth-unknown", mapping, why, REMEDY)];
  }
  const uris = accessesOf(mapping).flatMap(({ type, uri }) => (type === "BASIC_AUTH" && uri !== null ? [uri] : []));
  if (uris.every((uri) => SECRET_ARN.test(uri))) return [];
  const why = `The BASIC_AUTH of ${mapping.address} is not the ARN of a Secrets Manager secret.`;
  return [finding("basic-auth", mapping, why, REMEDY)];
}

/** Types that a mapping on Amazon MQ takes. */
const TYPES = new Set(["BASIC_AUTH", "VIRTUAL_HOST"]);

/** Types of source access that Amazon MQ does not have. */
export function foreignAccesses({ mapping }: Subjects): readonly Finding[] {
  const types = sourceAccesses(mapping.get("source_access_configuration")).map((access) => access.get("type"));
  const foreign = types.filter((type) => text(type) !== null && !TYPES.has(text(type) ?? ""));
  return [...new Set(foreign.map(quoted))].map((type) => {
    const why = `${mapping.address} has a source_access_configuration of type ${type}, which mappings on Amazon MQ do not have.`;
    const remedy =
      "Remove it: the mapping uses the broker's own subnets and security groups, and logs in with BASIC_AUTH.";
    return finding("source-access-type", mapping, why, remedy);
  });
}

interface Access {
  readonly type: string | null;
  readonly uri: string | null;
}

function accessesOf(mapping: Instance): readonly Access[] {
  return sourceAccesses(mapping.get("source_access_configuration")).map((access) => ({
    type: text(access.get("type")),
    uri: text(access.get("uri")),
  }));
}
