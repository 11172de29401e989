import type { Block, Instance, Model, Value } from "../../terraform/model/model";
import { arnOf } from "./arn";
import { ANYTHING, name } from "./pattern";
import type { Subject } from "./subject";
import { text } from "./values";

/** The secret that a mapping logs in with. */
export interface Credentials {
  /** The argument that names it. */
  readonly uri: Value;
  /** Null when the input does not hold it. */
  readonly secret: Instance | null;
  /** Its ARN, for policies. */
  readonly subject: Subject;
}

/** `BASIC_AUTH` of a mapping; null when it has none, undefined when the input does not show whether it has. */
export function credentialsOf(mapping: Instance, model: Model): Credentials | null | undefined {
  const accesses = mapping.get("source_access_configuration");
  const basic = sourceAccesses(accesses).find((access) => text(access.get("type")) === "BASIC_AUTH");
  if (basic !== undefined) return credentials(basic.get("uri"), model);
  return isFullyShown(accesses) ? null : undefined;
}

/** The `source_access_configuration` blocks that the input shows. */
export function sourceAccesses(value: Value): readonly Block[] {
  if (value.kind === "block") return [value];
  return value.kind === "list" ? value.items.filter((item) => item.kind === "block") : [];
}

function isFullyShown(accesses: Value): boolean {
  if (accesses.kind === "scalar") return true;
  if (accesses.kind !== "list" || accesses.open !== null) return false;
  return accesses.items.every((item) => item.kind === "block" && item.get("type").kind === "scalar");
}

function credentials(uri: Value, model: Model): Credentials {
  const secret = secretAt(uri, model);
  const given = text(uri);
  if (secret === null) {
    const shown = given === null ? name(ANYTHING) : name(given);
    return {
      uri,
      secret,
      subject: { name: shown, what: "the ARN of the mapping's secret", instance: null, attributes: [] },
    };
  }
  const arn = given ?? arnOf(secret, model);
  const what = `the ARN of ${secret.address}`;
  return { uri, secret, subject: { name: name(arn), what, instance: secret, attributes: ["arn", "id"] } };
}

function secretAt(uri: Value, model: Model): Instance | null {
  const links = model.links(uri, ["aws_secretsmanager_secret", "aws_secretsmanager_secret_version"]);
  const [target, ...others] = [...links.certain, ...links.possible];
  if (target === undefined || others.length > 0) return null;
  if (target.instance.type === "aws_secretsmanager_secret") return target.instance;
  // The version's `arn` is that of its secret.
  const owner = model.links(target.instance.get("secret_id"), ["aws_secretsmanager_secret"]).certain;
  return owner.length === 1 ? (owner[0]?.instance ?? null) : null;
}
