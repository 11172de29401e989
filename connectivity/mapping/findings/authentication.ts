import { sourceAccesses } from "../../aws/iam/credentials";
import { givenOf, text } from "../../aws/iam/values";
import { missingFact } from "../../causes/missing-fact";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import type { Subjects } from "./subjects";

const SECRET_ARN = /^arn:aws[a-z0-9-]*:secretsmanager:[^:]+:\d{12}:secret:.+$/;

/** Whether the mapping has what RabbitMQ's login needs. */
export function authentication({ mapping, credentials }: Subjects): readonly Finding[] {
  const { address } = mapping;
  if (credentials === null) return [finding("basic-auth", mapping, { mapping: address, wrong: "missing" })];
  if (credentials === undefined) {
    const missing = missingFact("argument", { of: address, argument: "source_access_configuration" });
    return [finding("basic-auth-unknown", mapping, { mapping: address, open: "blocks" }, [missing])];
  }
  if (credentials.candidates.length > 0) {
    const secrets = credentials.candidates.map((secret) => secret.address);
    const missing = missingFact("secret-of-mapping", { mapping: address, secrets });
    return [finding("basic-auth-unknown", mapping, { mapping: address, open: "one-of-several", secrets }, [missing])];
  }
  const uris = accessesOf(mapping).flatMap(({ type, uri }) => (type === "BASIC_AUTH" && uri !== null ? [uri] : []));
  if (uris.every((uri) => SECRET_ARN.test(uri))) return [];
  return [finding("basic-auth", mapping, { mapping: address, wrong: "not-an-arn" })];
}

/** Types that a mapping on Amazon MQ takes. */
const TYPES = new Set(["BASIC_AUTH", "VIRTUAL_HOST"]);

/** Types of source access that Amazon MQ does not have. */
export function foreignAccesses({ mapping }: Subjects): readonly Finding[] {
  const types = sourceAccesses(mapping.get("source_access_configuration")).map((access) => access.get("type"));
  const foreign = types.filter((type) => text(type) !== null && !TYPES.has(text(type) ?? ""));
  const shown = new Map(foreign.map((type) => [text(type), givenOf(type)]));
  return [...shown.values()].map((type) => finding("source-access-type", mapping, { mapping: mapping.address, type }));
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
