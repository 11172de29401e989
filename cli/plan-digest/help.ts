import { EXIT_CODES } from "./exit-code";

export const PLAN_DIGEST_HELP = `Usage: mqesm plan-digest PLAN --write FILE
       mqesm plan-digest PLAN --check FILE

Says whether a saved plan, and everything that applying it reads, is what it was when the plan was made and reviewed. Terraform itself
compares the state's serial alone: a function's zip that has changed since would be deployed.

The digest is over the saved plan's bytes, every file of the stack's folder but .terraform/, the lock file among them, and Terraform's
version; a plan that was made from other configuration than the folder's is refused. It holds hashes, names of files, the state's
lineage and serial, and no value of the plan: it may be published, and the plan may not.
A second one, over what the plan does without time and sensitive values, says of another plan only whether it seems to do the same.

Options
  --write FILE   write the digest there, after terraform plan -out=PLAN
  --check FILE   compare with what was written there, before terraform apply PLAN; also the state, by terraform state pull
  --folder DIR   the stack's folder, initialized (default: the folder of the plan)
  --help, --version

Exit codes
${Object.values(EXIT_CODES)
  .map(({ code, meaning }) => `  ${code}   ${meaning}`)
  .join("\n")}

Examples
  terraform plan -out=plan.tfplan && mqesm plan-digest plan.tfplan --write digest.json
  mqesm plan-digest plan.tfplan --check digest.json && terraform apply plan.tfplan
`;
