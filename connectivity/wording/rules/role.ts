import { LAMBDA } from "../../aws/iam/poller-calls";
import type { MissingFact } from "../../causes/missing-fact";
import type { NearestStatement, Permission, RoleFindings } from "../../causes/rules/role";
import type { Words } from "../causes/entry";
import { briefly } from "../clauses";
import type { FindingWords } from "../finding-words";
import { enumerate } from "../lists";
import { actionsOf, allowIn, permissionsOf, targetOf } from "../permissions";
import { elementOf } from "../policies";

type Lacks = RoleFindings["role-lacks-permission"];
type TrustPolicy = RoleFindings["trust-policy"];

/** Findings about the role of the mapping's function, in words. */
export const roleFindings: FindingWords<RoleFindings> = {
  "role-lacks-permission": lacks,
  "permission-unknown": (facts, missing) => {
    const { role, permissions } = facts;
    if (facts.of === "mapping")
      return {
        explanation: `Whether ${role} is allowed ${permissionsOf(permissions)} is not known: ${briefly(missing)}.`,
        remedy: decidedBy(facts, missing),
      };
    const key = enumerate(permissions.map(({ on }) => targetOf(on)));
    return {
      explanation: `Whether policies allow ${role} to decrypt ${facts.secret} with ${key} is not known: ${briefly(missing)}.`,
      remedy: allowIn(`a policy of ${role}`, permissions),
    };
  },
  "trust-policy": (facts) => ({
    explanation:
      facts.wrong === "none" ? `${facts.role} has no trust policy, so ${LAMBDA} may not assume it.` : distrust(facts),
    remedy: trusting(facts),
  }),
  "trust-policy-unknown": ({ role, open }, missing) =>
    open === "not-shown"
      ? {
          explanation: `Whether Lambda may assume ${role} is not known: its trust policy is not in the input.`,
          remedy: "Add the plan or state that shows assume_role_policy.",
        }
      : {
          explanation: `Whether the trust policy of ${role} lets ${LAMBDA} assume it is not known: ${briefly(missing)}.`,
          remedy: `${TRUST} without conditions, or add what shows them.`,
        },
  "role-unknown": ({ mapping }, missing) => ({
    explanation: `The permissions of ${mapping} cannot be judged: ${briefly(missing)}.`,
    remedy: "Add the plan or state that holds the function and its role.",
  }),
  "role-lacks-logs": ({ role, actions }) => ({
    explanation: `${role} is not allowed ${enumerate(actions)}, so what the function writes to its log is lost.`,
    remedy: `Allow ${enumerate(actions)} on the function's log group in a policy of ${role}.`,
  }),
};

function lacks(facts: Lacks): Words {
  const { role, permissions } = facts;
  const wanted = permissionsOf(permissions);
  const start = `${role} is not allowed ${wanted}`;
  switch (facts.why) {
    case "denied": {
      const { at, awsManaged } = facts.place;
      const denier = awsManaged === null ? at : `AWS's own policy ${awsManaged} of ${at}`;
      const explanation = `${denier} denies ${actionsOf(permissions)} to ${role}, and a Deny outweighs every Allow.`;
      if (awsManaged === null)
        return { explanation, remedy: `Take ${actionsOf(permissions)} out of the Deny in ${at}.` };
      if (facts.isBoundary) return { explanation, remedy: otherBoundary(role, wanted, awsManaged) };
      return { explanation, remedy: `Detach ${awsManaged} from ${role}.` };
    }
    case "removed": {
      const policies = enumerate(facts.policies);
      return {
        explanation: `${start}: ${facts.by} does not list ${policies} and so takes it from the role.`,
        remedy: `List what ${policies} gives the role in ${facts.by}.`,
      };
    }
    case "bounded": {
      const { place, nearest } = facts;
      const limit = place === null || place.at === role ? "" : `, ${place.at},`;
      const reason = nearest === null ? "does not allow it" : `allows it ${extentOf(nearest)}`;
      const explanation = `${start}: its permissions boundary${limit} ${reason}.`;
      if (place !== null && place.awsManaged !== null)
        return { explanation, remedy: otherBoundary(role, wanted, place.awsManaged) };
      const where = place === null || place.at === role ? `the permissions boundary of ${role}` : place.at;
      return { explanation, remedy: allowIn(where, permissions) };
    }
    case "not-enough": {
      const { place, nearest } = facts;
      const where = place.awsManaged !== null || place.at === role ? `a policy of ${role}` : place.at;
      const isConditional = nearest.excludes === "condition" && place.awsManaged === null;
      return {
        explanation: `${start}: ${place.at} allows it ${extentOf(nearest)}.`,
        remedy: isConditional
          ? `Correct the condition in ${place.at}, or allow ${actionsOf(permissions)} without it.`
          : allowIn(where, permissions),
      };
    }
    case "no-statement": {
      const { place, destroyed } = facts;
      return {
        explanation: `${start}: ${noStatement(facts)}.`,
        remedy:
          destroyed.length > 0 && place === null
            ? `Keep ${enumerate(destroyed.slice(0, 3))}, or allow ${wanted} in a policy of ${role}.`
            : allowIn(place ?? `a policy of ${role}`, permissions),
      };
    }
    case "key":
      return {
        explanation: `${start}, which encrypts ${facts.secret}.`,
        remedy: allowIn(`a policy of ${role}`, permissions),
      };
  }
}

function otherBoundary(role: string, wanted: string, awsManaged: string): string {
  return `Give ${role} a permissions boundary of your own that allows ${wanted}: only AWS changes ${awsManaged}.`;
}

function noStatement({ policies, destroyed, ofNoRole }: Extract<Lacks, { why: "no-statement" }>): string {
  const lost = destroyed.length > 0 ? `, and the plan destroys ${enumerate(destroyed.slice(0, 3))}` : "";
  if (policies.length > 0) return `no statement of ${enumerate(policies.slice(0, 4))} allows it${lost}`;
  const unattached = ofNoRole.length > 0 ? `, and ${enumerate(ofNoRole.slice(0, 3))} names no role` : "";
  return `it has no policy that allows it${lost}${unattached}`;
}

/** How far a statement goes that does not go far enough. */
function extentOf(nearest: NearestStatement): string {
  if (nearest.excludes !== "resource")
    return nearest.excludes === "condition" ? "under a condition that does not hold" : "to other principals";
  const { isExcept, resources } = nearest;
  const shown = enumerate([...new Set(resources.slice(0, 3).map(elementOf))]);
  return `${isExcept ? "except on" : "only on"} ${shown}${resources.length > 3 ? " and others" : ""}`;
}

/** What would decide it: the first of the facts that are missing says which way there is. */
function decidedBy({ role, permissions, mayBeDenied }: PermissionUnknown, [first]: readonly MissingFact[]): string {
  switch (first?.kind) {
    case "condition-key":
    case "condition-key-present":
    case "condition-operator":
      return mayBeDenied
        ? `Take ${actionsOf(permissions)} out of the Deny that has this condition.`
        : `Allow ${permissionsOf(permissions)} without this condition.`;
    case "aws-managed-policy":
      return mayBeDenied
        ? `Give ${role} policies of your own instead of ${first.about.arn}.`
        : allowIn(`a policy of ${role}`, permissions);
    case "broker-is-public":
      return `Allow ${permissionsOf(permissions)} in a policy of ${role}: the mapping of a private broker needs it.`;
    default:
      return SHOW;
  }
}

type PermissionUnknown = Pick<Extract<RoleFindings["permission-unknown"], { of: "mapping" }>, "mayBeDenied"> & {
  readonly role: string;
  readonly permissions: readonly Permission[];
};

const SHOW =
  'Write the policy as data "aws_iam_policy_document" that names resources by reference, which a plan shows, or add the state that holds what is missing.';

const TRUST = `Allow sts:AssumeRole to the service principal ${LAMBDA}`;

function distrust({ role, wrong, isConditional }: Exclude<TrustPolicy, { wrong: "none" }>): string {
  const what = wrong === "denied" ? `denies sts:AssumeRole to ${LAMBDA}` : `does not let ${LAMBDA} assume it`;
  return `The trust policy of ${role} ${what}${isConditional ? ": a condition does not hold for Lambda's call" : ""}.`;
}

function trusting(facts: TrustPolicy): string {
  if (facts.wrong === "none") return `${TRUST} in assume_role_policy of ${facts.role}.`;
  if (facts.wrong === "denied") return `Except ${LAMBDA} from the Deny in ${facts.place}.`;
  return `${TRUST} in ${facts.place}${facts.isConditional ? " without the condition" : ""}.`;
}
