import type { Decision } from "../../aws/iam/evaluate";
import type { Context } from "../../aws/iam/request";
import { distinct, keyOfFact, type MissingFact } from "../../causes/missing-fact";
import type { Lack, Permission } from "../../causes/rules/role";
import type { Subjects } from "../../rules/subjects";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import { lackOf } from "./lack-of-permission";
import { logNeeds, type Need, needsOf } from "./needs";
import { type Powers, powersOf } from "./powers";

/** Whether the role of the mapping's function may do what the mapping needs. */
export function rolePermissions(subjects: Subjects): readonly Finding[] {
  const role = subjects.listener.role.instance;
  if (role === null) return [];
  const powers = powersOf(role, subjects.iam, secretContext(subjects));
  const decided = needsOf(subjects).map((need) => ({ need, decision: powers.decide(need) }));
  const failed = decided.filter(({ decision, need }) => decision.verdict === "no" && need.doubt === null);
  const open = decided.filter((one) => one.decision.verdict !== "yes" && !failed.includes(one));
  return [...reportLacks(failed, powers), ...reportOpen(open, role), ...logFindings(powers, subjects)];
}

function secretContext({ credentials }: Subjects): Context {
  return (key) => (key === "secretsmanager:secretid" ? (credentials?.subject ?? undefined) : undefined);
}

interface Decided {
  readonly need: Need;
  readonly decision: Decision;
}

/** What is lacking for the same reason is one finding. */
function reportLacks(failed: readonly Decided[], powers: Powers): readonly Finding[] {
  const groups = new Map<string, { resource: Instance; lack: Lack; permissions: Permission[] }>();
  for (const { need, decision } of failed) {
    const { resource, lack } = lackOf(need, decision, powers);
    const key = `${resource.address} ${JSON.stringify(lack)}`;
    const group = groups.get(key) ?? { resource, lack, permissions: [] };
    group.permissions.push(permissionOf(need));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ resource, lack, permissions }) =>
    finding("role-lacks-permission", resource, { role: powers.role.address, permissions, ...lack }),
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
    return finding("permission-unknown", resource, facts, missing);
  });
}

function permissionOf({ action, target }: Need): Permission {
  return { action, on: target };
}

function logFindings(powers: Powers, subjects: Subjects): readonly Finding[] {
  const denied = logNeeds(subjects).filter((need) => powers.decide(need).verdict === "no");
  if (denied.length === 0) return [];
  const { role } = powers;
  return [finding("role-lacks-logs", role, { role: role.address, actions: denied.map(({ action }) => action) })];
}
