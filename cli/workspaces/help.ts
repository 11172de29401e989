import { KEY_VARIABLE } from "../run-task/key";
import { DEFAULT_FOLDER, DEFAULT_TASK } from "./arguments";
import { EXIT_CODES } from "./exit-code";

export const WORKSPACES_HELP = `Usage: mqesm workspaces [folder...] [options]

Compares the workspaces of HCP Terraform or Terraform Enterprise with what synthesized stacks need, and shows what differs.
With --apply it makes them so; without it, it changes nothing. What it does not know of, other variables for instance, it
leaves alone.

What each stack needs
  project      the one that it was synthesized for (stateProject)
  workspace    of its name: executed remotely, in an empty working directory, never applied without being confirmed
  version      of Terraform: --terraform-version
  variables    TFC_AWS_PROVIDER_AUTH, TFC_AWS_PLAN_ROLE_ARN, TFC_AWS_APPLY_ROLE_ARN: with --roles
  run task     of the organization, attached to the workspace after each plan: with --run-task

Arguments
  folder       a stack's folder, or one that holds stacks (default: ${DEFAULT_FOLDER}); stacks without the backend
               cloud are passed over

Options
  --apply                  make what is missing, and change what differs
  --terraform-version V    a version such as 1.11.4, or a constraint such as "~> 1.11.0" (default: that of Terraform on this
                           machine, and any patch level of it will do)
  --roles FILE             what \`npm run --silent outputs -- hcp-access -json\` prints
  --run-task URL           where mqesm run-task, or the stack run-task, is asked
  --run-task-name NAME     (default: ${DEFAULT_TASK})
  --enforcement LEVEL      advisory or mandatory (default: advisory)
  --key-file FILE          the file that holds the run task's HMAC key; otherwise it is read from ${KEY_VARIABLE}
  --json                   print the comparison as JSON
  --help, --version

The token is that of \`terraform login\`, or TF_TOKEN_app_terraform_io. It has to be allowed to manage workspaces, projects, and
run tasks where they are asked for: that of an organization, or of a team or user. The key of a run task cannot be read back, and
is not compared: it is sent when the run task is made or changed.

Exit codes
${Object.values(EXIT_CODES)
  .map(({ code, meaning }) => `  ${code}   ${meaning}`)
  .join("\n")}

Examples
  npm run --silent outputs -- hcp-access -json > roles.json
  mqesm workspaces --roles roles.json
  mqesm workspaces --roles roles.json --apply
`;
