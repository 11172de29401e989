import type { Iam } from "../../aws/iam/iam";
import type { Tie } from "../../aws/ties";
import type { SecretValue } from "../../causes/rules/secret";
import type { Instance, Value } from "../../terraform/model/model";
import { isUnset, textOf } from "../../terraform/model/shown-values";
import { declarersOf } from "../mapping/queue-declarers";
import { rule } from "../rule";
import type { Subjects } from "../subjects";

const WITH_MQ = "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html";

/** The keys that Lambda reads. @see https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts */
const KEYS = ["username", "password"];

export const secretKeys = rule({
  code: "secret-keys",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "The secret's value is not what Lambda reads",
  meaning: 'Lambda expects a JSON object with the keys "username" and "password".',
  example: 'secret_string = jsonencode({ user = "listener", pass = var.password })',
  source: "https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts",
});

export const secretKeysUnknown = rule({
  code: "secret-keys-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "Whether the secret's value is what Lambda reads is not known",
  meaning: "A version that may be this secret's, or another's, has no username and password.",
  example:
    'resource "aws_secretsmanager_secret_version" "this" {\n  for_each  = local.versions\n  secret_id = aws_secretsmanager_secret.this[each.value.secret].id\n}',
  source: WITH_MQ,
});

/** Whether the secret holds what Lambda logs in with. Its values are never shown. */
export const secretValue = rule({
  code: "secret-value",
  severity: "warning",
  effect: "none",
  kind: "outcome",
  title: "Nothing here puts a value into the secret",
  meaning: "The mapping cannot log in until the secret has a value. Something outside this input may put it there.",
  example: 'resource "aws_secretsmanager_secret" "broker" {} # and no aws_secretsmanager_secret_version',
  source: WITH_MQ,
  check({ credentials, iam, mapping }: Subjects, found) {
    const secret = credentials?.secret;
    if (!secret || secret.mode === "data") return [];
    const versions = versionsOf(secret, iam);
    // Something that the mapping depends on may write another value before it is needed.
    const isPrepared = declarersOf(mapping).length > 0;
    if (versions.length === 0 && secret.change === "create" && !isPrepared) {
      return [found(secret, { secret: secret.address })];
    }
    return versions.flatMap(({ instance, doubt }) => {
      const facts = faultOf(instance);
      if (facts === null) return [];
      if (doubt === null) return [isPrepared ? found(instance, facts) : secretKeys.found(instance, facts)];
      return isPrepared ? [] : [secretKeysUnknown.found(instance, { version: facts.version }, [doubt])];
    });
  },
});

function versionsOf(secret: Instance, { referrers }: Iam): readonly Tie[] {
  const versions = referrers.of(secret, "aws_secretsmanager_secret_version", "secret_id");
  return versions.filter(({ instance }) => instance.mode === "managed");
}

/** What is wrong with a version's value; null where nothing is, or the input does not show it. */
function faultOf(version: Instance): SecretValue | null {
  const value = version.get("secret_string");
  const stored = textOf(value);
  if (stored === null || isUnset(value) || isIgnored(version.get("version_stages"))) return null;
  const absent = absentKeys(stored);
  return absent?.length === 0 ? null : { version: version.address, absent };
}

/** Lambda reads the current version only. */
function isIgnored(stages: Value): boolean {
  return (
    stages.kind === "list" && stages.items.length > 0 && !stages.items.some((stage) => textOf(stage) === "AWSCURRENT")
  );
}

/** The keys that are missing or empty; null when the value is not a JSON object. */
function absentKeys(stored: string): readonly string[] | null {
  let json: unknown;
  try {
    json = JSON.parse(stored);
  } catch {
    return null;
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const object: Readonly<Record<string, unknown>> = { ...json };
  return KEYS.filter((key) => object[key] === undefined || object[key] === null || object[key] === "");
}
