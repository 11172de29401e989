import { tiesTo } from "../../aws/iam/backlinks";
import { isUnset, text } from "../../aws/iam/values";
import type { Tie } from "../../aws/ties";
import type { Instance, Model, Value } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { declarersOf } from "./declarers";
import { finding } from "./finding";
import type { Subjects } from "./subjects";

/** The keys that Lambda reads. @see https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts */
const KEYS = ["username", "password"];

/** Whether the secret holds what Lambda logs in with. Its values are never shown. */
export function secretValue(subjects: Subjects): readonly Finding[] {
  const { credentials, model, mapping } = subjects;
  const secret = credentials?.secret;
  if (!secret || secret.mode === "data") return [];
  const versions = versionsOf(secret, model);
  if (versions.length === 0 && secret.change === "create" && declarersOf(mapping).length === 0) {
    return [finding("secret-value", secret, { secret: secret.address })];
  }
  const prepared = declarersOf(mapping).length > 0;
  return versions.flatMap(({ instance, doubt }) => {
    const findings = judgeValue(instance, prepared);
    if (doubt === null) return findings;
    // A value that would be wrong, of a version that may be another secret's.
    const isWrong = findings.some(({ effect }) => effect !== "none");
    return isWrong ? [finding("secret-keys-unknown", instance, { version: instance.address }, [doubt])] : [];
  });
}

function versionsOf(secret: Instance, model: Model): readonly Tie[] {
  const versions = tiesTo(secret, "aws_secretsmanager_secret_version", "secret_id", model);
  return versions.filter(({ instance }) => instance.mode === "managed");
}

/** `prepared`: something that the mapping depends on may write another value before it is needed. */
function judgeValue(version: Instance, prepared: boolean): readonly Finding[] {
  const rule = prepared ? "secret-value" : "secret-keys";
  const value = version.get("secret_string");
  const stored = text(value);
  if (stored === null || isUnset(value) || ignored(version.get("version_stages"))) return [];
  const absent = absentKeys(stored);
  return absent?.length === 0 ? [] : [finding(rule, version, { version: version.address, absent })];
}

/** Lambda reads the current version only. */
function ignored(stages: Value): boolean {
  return (
    stages.kind === "list" && stages.items.length > 0 && !stages.items.some((stage) => text(stage) === "AWSCURRENT")
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
