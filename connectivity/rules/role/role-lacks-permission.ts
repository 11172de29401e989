import type { Decision } from "../../aws/iam/evaluate";
import { distinct, keyOfFact, type MissingFact } from "../../causes/missing-fact";
import type { Lack, Permission } from "../../causes/rules/role";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { type Find, rule } from "../rule";
import type { Subjects } from "../subjects";
import { lackOf } from "./lack-of-permission";
import { type Powers, powersFor } from "./powers";
import { type RequiredPermission, requiredPermissions } from "./required-permissions";

export const permissionUnknown = rule({
  code: "permission-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "Whether the function's role has a permission is not known",
  meaning:
    'A policy of the role, or what it says, is not in the input or known after apply only. Policies written as data "aws_iam_policy_document" can be read from a plan; jsonencode over values that are not known yet cannot.',
  example:
    'resource "aws_iam_role_policy" "consume" {\n  role   = aws_iam_role.listener.name\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "mq:*", Resource = aws_mq_broker.orders.arn }] })\n}',
  source: "https://developer.hashicorp.com/terraform/internals/json-format",
});

/** What the mapping needs and its function's role may not do. */
export const roleLacksPermission = rule({
  code: "role-lacks-permission",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "The function's role lacks a permission",
  meaning:
    'Lambda polls with the function\'s role: mq:DescribeBroker on the broker, secretsmanager:GetSecretValue on the secret, and, for a private broker, six ec2 actions on "*". kms:Decrypt as well when the secret is encrypted with a key of your own.',
  example:
    'statement {\n  actions   = ["ec2:CreateNetworkInterface"]\n  resources = [aws_mq_broker.orders.arn] # "*" needed\n}',
  source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
  check(subjects: Subjects, found) {
    const powers = powersFor(subjects);
    if (powers === null) return [];
    const decided = requiredPermissions(subjects).map((need) => ({ need, decision: powers.decide(need) }));
    const failed = decided.filter(({ decision, need }) => decision.verdict === "no" && need.doubt === null);
    const open = decided.filter((one) => one.decision.verdict !== "yes" && !failed.includes(one));
    return [...reportLacks(failed, powers, found), ...reportOpen(open, powers.role)];
  },
});

interface Decided {
  readonly need: RequiredPermission;
  readonly decision: Decision;
}

/** What is lacking for the same reason is one finding. */
function reportLacks(
  failed: readonly Decided[],
  powers: Powers,
  found: Find<"role-lacks-permission">,
): readonly Finding[] {
  const groups = new Map<string, { resource: Instance; lack: Lack; permissions: Permission[] }>();
  for (const { need, decision } of failed) {
    const { resource, lack } = lackOf(need, decision, powers);
    const key = `${resource.address} ${JSON.stringify(lack)}`;
    const group = groups.get(key) ?? { resource, lack, permissions: [] };
    group.permissions.push(permissionOf(need));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ resource, lack, permissions }) =>
    found(resource, { role: powers.role.address, permissions, ...lack }),
  );
}

/** What is not known for want of the same facts is one finding. */
function reportOpen(open: readonly Decided[], role: Instance): readonly Finding[] {
  const groups = new Map<string, { resource: Instance; missing: readonly MissingFact[]; decided: Decided[] }>();
  for (const one of open) {
    const { need, decision } = one;
    const resource = decision.unclear[0] ?? role;
    const missing = distinct(need.doubt === null ? decision.missing : [...decision.missing, need.doubt]);
    const key = `${resource.address} ${missing.map(keyOfFact).join(" ")}`;
    const group = groups.get(key) ?? { resource, missing, decided: [] };
    group.decided.push(one);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ resource, missing, decided }) => {
    const permissions = decided.map(({ need }) => permissionOf(need));
    const mayBeDenied = decided.some(({ decision }) => decision.denies === "unknown");
    const facts = { role: role.address, permissions, of: "mapping", mayBeDenied } as const;
    return permissionUnknown.found(resource, facts, missing);
  });
}

function permissionOf({ action, target }: RequiredPermission): Permission {
  return { action, on: target };
}
