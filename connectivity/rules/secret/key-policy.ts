import { contextOfRole } from "../../aws/iam/context";
import type { PolicySource } from "../../aws/iam/document";
import { type Decision, evaluate } from "../../aws/iam/evaluate";
import type { Iam } from "../../aws/iam/iam";
import { name } from "../../aws/iam/pattern";
import type { Context } from "../../aws/iam/request";
import { arnSubject, roleCaller } from "../../aws/iam/role-subject";
import { plainSubject, type Subject } from "../../aws/iam/subject";
import type { Tie } from "../../aws/ties";
import { partitionOf } from "../../aws-provider/partitions";
import { distinct, missingFact } from "../../causes/missing-fact";
import { type Answer, some } from "../../proof/answer";
import type { Instance, MissingFact, Model, Target, Value } from "../../terraform/model/model";
import { isLeftToAws, isUnset, textAt, textOf } from "../../terraform/model/shown-values";
import type { Finding } from "../../verdict";
import { powersOf } from "../role/powers";
import { permissionUnknown, roleLacksPermission } from "../role/role-lacks-permission";
import { type Find, rule } from "../rule";
import type { Subjects } from "../subjects";

const KEYS = ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_replica_external_key"];

/** A key of one's own, with which the role may not decrypt the secret: by the key's policy, or for want of a permission. */
export const keyPolicy = rule({
  code: "key-policy",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "The secret's key does not admit the function's role",
  meaning: "A KMS key of your own has to let the role decrypt: by its key policy, or by one that leaves it to IAM.",
  example: 'resource "aws_kms_key" "secrets" {\n  policy = data.aws_iam_policy_document.administrators_only.json\n}',
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  check(subjects: Subjects, found) {
    const { credentials, functionAndRole, iam } = subjects;
    const secret = credentials?.secret;
    const role = functionAndRole.role.instance;
    if (!secret || role === null) return [];
    const keyId = secret.get("kms_key_id");
    if (isLeftToAws(secret, "kms_key_id") || textOf(keyId)?.endsWith("alias/aws/secretsmanager")) return [];
    const key = keyAt(keyId, iam.model);
    if (key === "aws-managed") return [];
    const context = keyContext(subjects, secret);
    const subject = key.instance === null ? unseenKey(keyId) : arnSubject(key.instance, iam.locations);
    const address = key.instance?.address ?? null;
    const target = address ?? ({ kind: "key-of", secret: secret.address } as const);
    const need = { action: "kms:Decrypt", on: [subject], target, doubt: null };
    const identity = powersOf(role, iam, context).decide(need);
    const own = key.instance === null ? unseenPolicy(key.missing) : decisionOf(key.instance, role, context, iam);
    return judge({ secret, role, key: address, identity, own }, found);
  },
});

interface KeyDecision {
  /** The key's policy by itself. */
  readonly direct: Decision["verdict"];
  /** Whether the key's policy leaves it to the account's IAM policies. */
  readonly delegated: Decision["verdict"];
  readonly missing: readonly MissingFact[];
  /** Where the policy stands. */
  readonly resource: Instance | null;
  readonly denies: boolean;
}

interface Case {
  readonly secret: Instance;
  readonly role: Instance;
  /** Its address; null where the input does not show it. */
  readonly key: string | null;
  readonly identity: Decision;
  readonly own: KeyDecision;
}

function judge({ secret, role, key, identity, own }: Case, found: Find<"key-policy">): readonly Finding[] {
  const where = own.resource ?? secret;
  const facts = { role: role.address, secret: secret.address };
  if (own.denies || (own.direct === "no" && own.delegated === "no")) {
    return [found(where, { ...facts, key })];
  }
  const on = key ?? ({ kind: "key-of", secret: secret.address } as const);
  const permissions = [{ action: "kms:Decrypt", on }];
  if (identity.deniedBy !== null || (own.direct === "no" && identity.verdict === "no")) {
    const origin = (identity.deniedBy ?? identity.nearMisses[0]?.document)?.origin ?? role;
    return [roleLacksPermission.found(origin, { ...facts, permissions, why: "key" })];
  }
  if (own.direct === "yes" && identity.denies === "no") return [];
  if (own.delegated === "yes" && identity.verdict === "yes") return [];
  const missing = distinct([...own.missing, ...identity.missing]);
  return [permissionUnknown.found(where, { ...facts, permissions, of: "secret" }, missing)];
}

/** Partitions whose spelling of `kms:ViaService` AWS documents. @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
const SPELLS_VIA_SERVICE = new Set(["aws", "aws-cn", "aws-us-gov"]);

/** Secrets Manager decrypts on behalf of the caller, and says so. @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
function keyContext({ credentials, iam }: Subjects, secret: Instance): Context {
  const { region, account } = iam.locations.of(secret);
  return (key) => {
    if (key === "kms:viaservice" && region !== null) {
      const { name, dnsSuffix } = partitionOf(region);
      if (!SPELLS_VIA_SERVICE.has(name)) return undefined;
      return plainSubject(`secretsmanager.${region}.${dnsSuffix}`, { kind: "condition", key: "decrypting-service" });
    }
    if (key === "kms:calleraccount" && account !== null)
      return plainSubject(account, { kind: "condition", key: "caller-account" });
    return key === "kms:encryptioncontext:secretarn" ? (credentials?.subject ?? undefined) : undefined;
  };
}

type Key = { readonly instance: Instance } | { readonly instance: null; readonly missing: MissingFact } | "aws-managed";

function keyAt(value: Value, model: Model): Key {
  const links = model.links(value, [...KEYS, "aws_kms_alias"]);
  const [target, ...others] = [...links.certain, ...links.possible];
  if (target === undefined || others.length > 0) {
    const [outside] = links.outside;
    const shownBy = outside === undefined ? "apply" : "input";
    const missing = links.missing[0] ?? missingFact("key-of-secret", { key: outside ?? null }, shownBy);
    return { instance: null, missing };
  }
  if (target.instance.type !== "aws_kms_alias") return ofCustomer(target.instance);
  const aliased = model.links(target.instance.get("target_key_id"), KEYS).certain;
  const [key] = aliased;
  if (key !== undefined && aliased.length === 1) return ofCustomer(key.instance);
  return { instance: null, missing: missingFact("key-of-alias", { alias: target.instance.address }) };
}

function ofCustomer(key: Instance): Key {
  return textAt(key, "key_manager") === "AWS" ? "aws-managed" : { instance: key };
}

function unseenKey(keyId: Value): Subject {
  const given = textOf(keyId);
  const shown = given?.includes(":key/") ? name(given) : name("arn:", [{ kind: "run", colons: true }]);
  return { name: shown, spoken: { kind: "arn", of: "key-of-secret" }, instance: null, attributes: [] };
}

function unseenPolicy(missing: MissingFact): KeyDecision {
  return { direct: "unknown", delegated: "unknown", missing: [missing], resource: null, denies: false };
}

function decisionOf(key: Instance, role: Instance, context: Context, iam: Iam): KeyDecision {
  if (key.mode === "data") return unseenPolicy(missingFact("policy-of-key", { key: key.address }));
  const granted = isGranted(key, role, iam);
  if (granted === "yes") return { direct: "yes", delegated: "yes", missing: [], resource: key, denies: false };
  const { carrier, sources, doubt } = policyOf(key, iam);
  const hidden = granted === "unknown" ? missingFact("grantee-on-key", { key: key.address }) : doubt;
  if (hidden !== null) return unseenPolicy(hidden);
  // The policy that AWS gives a key by default leaves everything to the account's IAM policies.
  if (sources === null) return { direct: "no", delegated: "yes", missing: [], resource: carrier, denies: false };
  const decide = (byAccount: boolean): Decision => {
    const caller = roleCaller(role, iam.locations, byAccount);
    return evaluate(sources, {
      action: "kms:Decrypt",
      resource: arnSubject(key, iam.locations),
      caller,
      context: contextOfRole(caller.role, key, iam.locations, context),
    });
  };
  const direct = decide(false);
  const delegated = decide(true);
  return {
    direct: direct.verdict,
    delegated: delegated.verdict,
    missing: delegated.missing,
    resource: delegated.deniedBy?.origin ?? carrier,
    denies: delegated.denies === "yes",
  };
}

interface KeyPolicy {
  readonly carrier: Instance;
  /** Null for the policy that AWS gives a key. */
  readonly sources: readonly PolicySource[] | null;
  /** What is missing to know whether this is the key's policy. */
  readonly doubt: MissingFact | null;
}

function policyOf(key: Instance, { documents, referrers }: Iam): KeyPolicy {
  const [separate] = byCertainty(referrers.of(key, "aws_kms_key_policy", "key_id"));
  const carrier = separate?.instance ?? key;
  const doubt = separate?.doubt ?? null;
  const value = carrier.get("policy");
  if (isLeftToAws(carrier, "policy")) return { carrier, sources: null, doubt };
  return { carrier, sources: [{ carrier, alternatives: documents.of(value, carrier) }], doubt };
}

function byCertainty(ties: readonly Tie[]): readonly Tie[] {
  return [...ties.filter(({ doubt }) => doubt === null), ...ties.filter(({ doubt }) => doubt !== null)];
}

/** A grant lets the role decrypt whatever the policies say. @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
function isGranted(key: Instance, role: Instance, { model, referrers }: Iam): Answer {
  return some(
    referrers.of(key, "aws_kms_grant", "key_id").map(({ instance: grant, doubt }) => {
      const operations = grant.get("operations");
      const decrypts = operations.kind === "list" && operations.items.some((item) => textOf(item) === "Decrypt");
      if (!decrypts || !isUnset(grant.get("constraints"))) return "no";
      const { certain, possible, missing } = model.links(grant.get("grantee_principal"), ["aws_iam_role"]);
      const isFor = (targets: readonly Target[]) => targets.some(({ instance }) => instance === role);
      if (isFor(certain)) return doubt === null ? "yes" : "unknown";
      return isFor(possible) || (certain.length === 0 && missing.length > 0) ? "unknown" : "no";
    }),
  );
}
