import { settingsCatalogue } from "../../modules/settings";
import { typesOfOptions } from "./option-types";
import { anywhere, type Policy, policyFor } from "./policies";
import { typesOfHcpAccess, typesOfPipelineAccess, typesOfStateBucket } from "./resource-types";
import { typesOfRunTask } from "./run-task-types";

/** The bucket of the plans, where no other project is set. */
const aroundPlans = { ...anywhere, bucket: `${settingsCatalogue.project.default}-*-plans-*` };

/** HCP Terraform, where no other host is set. */
const aroundHcp = { ...anywhere, issuer: settingsCatalogue.stateHostname.default };

/** The policies of `docs/permissions.md`, by the names of its generated parts. */
export function permissionPolicies(): Readonly<Record<string, string>> {
  const options = typesOfOptions();
  const bucket = typesOfStateBucket();
  const access = typesOfPipelineAccess();
  const hcp = typesOfHcpAccess();
  const runTask = typesOfRunTask();
  return {
    plan: block(policyFor("plan", options)),
    apply: block(policyFor("apply", options)),
    destroy: block(policyFor("destroy", options)),
    "state-bucket plan": block(policyFor("plan", bucket)),
    "state-bucket apply": block(policyFor("apply", bucket)),
    "pipeline-access plan": block(policyFor("plan", access, aroundPlans)),
    "pipeline-access apply": block(policyFor("apply", access, aroundPlans)),
    "hcp-access plan": block(policyFor("plan", hcp, aroundHcp)),
    "hcp-access apply": block(policyFor("apply", hcp, aroundHcp)),
    "run-task plan": block(policyFor("plan", runTask)),
    "run-task apply": block(policyFor("apply", runTask)),
    "run-task destroy": block(policyFor("destroy", runTask)),
  };
}

function block(policy: Policy): string {
  return `\`\`\`json\n${JSON.stringify(policy, null, 2)}\n\`\`\``;
}
