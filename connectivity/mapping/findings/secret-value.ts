import { tiesTo } from "../../aws/iam/backlinks";
import { isUnset, text } from "../../aws/iam/values";
import type { Tie } from "../../aws/ties";
import type { Instance, Model, Value } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { declarersOf } from "./declarers";
import { enumerate, finding } from "./finding";
import type { Subjects } from "./subjects";

/** The keys that Lambda reads. @see https://github.com/cdklabs/cdk-amazonmq/blob/main/src/mq-esm/event-source-base.ts */
const KEYS = ["username", "password"];

const REMEDY = 'Store a JSON object with the keys "username" and "password".';

/** Whether the secret holds what Lambda logs in with. Its values are never shown. */
export function secretValue(subjects: Subjects): readonly Finding[] {
  const { credentials, model, mapping } = subjects;
  const secret = credentials?.secret;
  if (!secret || secret.mode === "data") return [];
  const versions = versionsOf(secret, model);
  if (versions.length === 0 && secret.change === "create" && declarersOf(mapping).length === 0) {
    const why = `No aws_secretsmanager_secret_version here gives ${secret.address} a value, and the mapping cannot log in without.`;
    return [
      finding(
        "secret-value",
        secret,
        why,
        `Add an aws_secretsmanager_secret_version, or see that something else writes it. ${REMEDY}`,
      ),
    ];
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
  if (absent === null) {
    return [finding(rule, version, `The value of ${version.address} is not a JSON object.`, REMEDY)];
  }
  if (absent.length === 0) return [];
  const why = `The value of ${version.address} has no ${enumerate(absent.map((key) => `"${key}"`))}.`;
  return [finding(rule, version, why, REMEDY)];
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
