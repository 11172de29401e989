import { contextOfRole } from "../../aws/iam/context";
import { type PolicySource, unreadDocument } from "../../aws/iam/document";
import { type Decision, evaluate, within } from "../../aws/iam/evaluate";
import type { Removed } from "../../aws/iam/exclusive";
import type { Iam } from "../../aws/iam/iam";
import type { Context } from "../../aws/iam/request";
import { roleCaller } from "../../aws/iam/role-subject";
import { missingFact } from "../../causes/missing-fact";
import type { Instance } from "../../terraform/model/model";
import type { Subjects } from "../subjects";
import type { RequiredPermission } from "./required-permissions";

/** What a role may do. */
export interface Powers {
  readonly role: Instance;
  readonly identity: readonly PolicySource[];
  /** The policies of its permissions boundary; null when it has none. */
  readonly boundary: readonly PolicySource[] | null;
  /** What gave it policies until the plan destroys it. */
  readonly destroyed: readonly Instance[];
  /** Resources that would give it a policy, but name no role. */
  readonly ofNoRole: readonly Instance[];
  decide(need: RequiredPermission): Decision;
  /** The policy without whose removal a need would be met, where there is one. */
  removedFor(need: RequiredPermission): Removed | undefined;
}

/** What the role of the mapping's function may do; null where the input does not show it. */
export function powersFor({ functionAndRole, credentials, iam }: Subjects): Powers | null {
  const role = functionAndRole.role.instance;
  const secretId: Context = (key) =>
    key === "secretsmanager:secretid" ? (credentials?.subject ?? undefined) : undefined;
  return role === null ? null : powersOf(role, iam, secretId);
}

export function powersOf(role: Instance, { locations, rolePolicies }: Iam, more?: Context): Powers {
  const { identity, boundary, removed, destroyed, ofNoRole } = rolePolicies.of(role);
  const sources = role.mode === "data" ? [...identity, outOfView(role)] : identity;
  const every = contextOfRole(roleCaller(role, locations).role, role, locations, more);
  const decideBy = (policies: readonly PolicySource[], need: RequiredPermission) => {
    const context: Context = (key) => need.context?.(key) ?? every(key);
    const decisions = need.on.map((resource) => {
      const request = { action: need.action, resource, caller: null, context };
      const decision = evaluate(policies, request);
      return boundary === null ? decision : within(decision, evaluate(boundary, request));
    });
    return decisions.reduce(within);
  };
  return {
    role,
    identity: sources,
    boundary,
    destroyed,
    ofNoRole,
    decide: (need) => decideBy(sources, need),
    removedFor: (need) => removed.find(({ source }) => decideBy([...sources, source], need).verdict === "yes"),
  };
}

/** A data source shows a role, but not its policies. */
function outOfView(role: Instance): PolicySource {
  const missing = missingFact("policies-of-role", { role: role.address, which: "all" }, "its-workspace");
  return { carrier: role, alternatives: [unreadDocument(role, [missing])] };
}
