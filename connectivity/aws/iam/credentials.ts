import type { Block, Instance, Model, Value } from "../../terraform/model/model";
import { givenTextOf, textOf } from "../../terraform/model/shown-values";
import { arnOf } from "./arn";
import type { AwsLocations } from "./aws-location";
import type { Iam } from "./iam";
import { ANYTHING, name } from "./pattern";
import type { Subject } from "./subject";

/** The secret that a mapping logs in with. */
export interface Credentials {
  /** The argument that names it. */
  readonly uri: Value;
  /** Null when the input does not hold it. */
  readonly secret: Instance | null;
  /** The secrets of which it is one, and the input does not show which. */
  readonly candidates: readonly Instance[];
  /** Its ARN, for policies. */
  readonly subject: Subject;
}

/** `BASIC_AUTH` of a mapping; null when it has none, undefined when the input does not show whether it has. */
export function credentialsOf(mapping: Instance, { model, locations }: Iam): Credentials | null | undefined {
  const accesses = mapping.get("source_access_configuration");
  const uris = basicAuthUris(mapping);
  // One that is no ARN is told as such, and logs in nowhere.
  const [uri = uris[0], ...others] = uris.filter((each) => givenTextOf(each)?.startsWith("arn:") ?? true);
  if (uri === undefined) return isFullyShown(accesses) ? null : undefined;
  if (others.length === 0) return credentials(uri, model, locations);
  // The blocks are a set: none of them is the first.
  return { ...unseen(uri, null), candidates: [uri, ...others].flatMap((each) => secretsAt(each, model)) };
}

/** What each `BASIC_AUTH` of a mapping names: AWS takes one. */
export function basicAuthUris(mapping: Instance): readonly Value[] {
  return sourceAccesses(mapping.get("source_access_configuration"))
    .filter((access) => textOf(access.get("type")) === "BASIC_AUTH")
    .map((access) => access.get("uri"));
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

function credentials(uri: Value, model: Model, locations: AwsLocations): Credentials {
  const [secret = null, ...others] = secretsAt(uri, model);
  const given = givenTextOf(uri);
  if (others.length > 0 && secret !== null) return { ...unseen(uri, given), candidates: [secret, ...others] };
  if (secret === null) return unseen(uri, given);
  const arn = given ?? arnOf(secret, locations);
  const spoken = { kind: "arn", of: secret.address } as const;
  const subject = { name: name(arn), spoken, instance: secret, attributes: ["arn", "id"] };
  return { uri, secret, candidates: [], subject };
}

function unseen(uri: Value, given: string | null): Credentials {
  const shown = given === null ? name(ANYTHING) : name(given);
  const spoken = { kind: "arn", of: "secret-of-mapping" } as const;
  const subject = { name: shown, spoken, instance: null, attributes: [] };
  return { uri, secret: null, candidates: [], subject };
}

/** The secrets that a value may denote. */
function secretsAt(uri: Value, model: Model): readonly Instance[] {
  const links = model.links(uri, ["aws_secretsmanager_secret", "aws_secretsmanager_secret_version"]);
  const secrets = [...links.certain, ...links.possible].map(({ instance }) =>
    instance.type === "aws_secretsmanager_secret" ? instance : ownerOf(instance, model),
  );
  return [...new Set(secrets.filter((secret) => secret !== null))];
}

/** The secret of a version, whose `arn` is that of its secret. */
function ownerOf(version: Instance, model: Model): Instance | null {
  const { certain } = model.links(version.get("secret_id"), ["aws_secretsmanager_secret"]);
  return certain.length === 1 ? (certain[0]?.instance ?? null) : null;
}
