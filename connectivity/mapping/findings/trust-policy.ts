import { contextOfService } from "../../aws/iam/context";
import { documentsOf } from "../../aws/iam/documents";
import { evaluate } from "../../aws/iam/evaluate";
import { LAMBDA } from "../../aws/iam/lambda-service";
import type { Finding } from "../../verdict";
import { withRemedy } from "../../wording/clauses";
import { clauses, finding } from "./finding";
import type { Subjects } from "./subjects";

const REMEDY = `Allow sts:AssumeRole to the service principal ${LAMBDA}`;

/** Whether Lambda may assume the listener's role. */
export function trustPolicy({ mapping, listener, model }: Subjects): readonly Finding[] {
  const role = listener.role.instance;
  if (role === null) {
    const why = `The permissions of ${mapping.address} cannot be judged: ${listener.role.missing === null ? "" : withRemedy(listener.role.missing)}.`;
    return [finding("role-unknown", mapping, why, "Add the plan or state that holds the function and its role.")];
  }
  const alternatives = documentsOf(role.get("assume_role_policy"), role);
  const [document] = alternatives;
  if (document === undefined && role.mode === "managed") {
    const why = `${role.address} has no trust policy, so ${LAMBDA} may not assume it.`;
    return [finding("trust-policy", role, why, `${REMEDY} in assume_role_policy of ${role.address}.`)];
  }
  if (document === undefined) {
    const why = `Whether Lambda may assume ${role.address} is not known: its trust policy is not in the input.`;
    return [finding("trust-policy-unknown", role, why, "Add the plan or state that shows assume_role_policy.")];
  }
  const decision = evaluate([{ carrier: role, alternatives }], {
    action: "sts:AssumeRole",
    resource: null,
    caller: { kind: "service", service: LAMBDA },
    context: contextOfService(LAMBDA, role, model),
  });
  const origin = decision.deniedBy ?? (alternatives.length === 1 ? document.origin : role);
  switch (decision.verdict) {
    case "yes":
      return [];
    case "no": {
      const verb = decision.deniedBy === null ? "does not let" : "denies";
      const object = decision.deniedBy === null ? `${LAMBDA} assume it` : `sts:AssumeRole to ${LAMBDA}`;
      const condition = decision.nearMisses.some(({ element }) => element === "condition")
        ? ": a condition does not hold for Lambda's call"
        : "";
      const why = `The trust policy of ${role.address} ${verb} ${object}${condition}.`;
      return [finding("trust-policy", origin, why, `${REMEDY} in ${origin.address}.`)];
    }
    case "unknown": {
      const why = `Whether the trust policy of ${role.address} lets ${LAMBDA} assume it is not known: ${clauses(decision.missing)}.`;
      return [finding("trust-policy-unknown", origin, why, `${REMEDY} without conditions, or add what shows them.`)];
    }
  }
}
