import { type Policy, policyFor } from "./policies";
import { typesOfOptions, typesOfStateBucket } from "./resource-types";

/** The policies of `docs/permissions.md`, by the names of its generated parts. */
export function permissionPolicies(): Readonly<Record<string, string>> {
  const options = typesOfOptions();
  const bucket = typesOfStateBucket();
  return {
    plan: block(policyFor("plan", options)),
    apply: block(policyFor("apply", options)),
    destroy: block(policyFor("destroy", options)),
    "state-bucket plan": block(policyFor("plan", bucket)),
    "state-bucket apply": block(policyFor("apply", bucket)),
  };
}

function block(policy: Policy): string {
  return `\`\`\`json\n${JSON.stringify(policy, null, 2)}\n\`\`\``;
}
