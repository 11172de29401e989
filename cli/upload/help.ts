import { DEFAULT_TIMEOUT } from "./arguments";
import { EXIT_CODES } from "./exit-code";

export const UPLOAD_HELP = `Usage: mqesm upload OPTION [--plan-only | --save-plan] [--apply]

Uploads what cdktf synth wrote for an option to its workspace of HCP Terraform or Terraform Enterprise, starts a run, follows it,
and says from the run's own plan whether each event source mapping will work, as mqesm check does. The run waits to be confirmed,
whatever the workspace's settings are. State, saved plans and .terraform/ stay here; .terraformignore is honoured.

The same command goes on with the run that it started before, after an interruption too. One that failed, or after which others
were applied, is started anew.

OPTION is an option's id, whose folder is cdktf.out/stacks/OPTION, or a folder. Organization, workspace and host are those of its
cloud block; where it leaves them out, those of TF_CLOUD_ORGANIZATION, TF_WORKSPACE and TF_CLOUD_HOSTNAME, or of the options. The
token is the one that Terraform takes: TF_TOKEN_app_terraform_io, or what terraform login stored. To read the plan it takes an
administrator of the workspace.

Options
  --plan-only           a run that cannot be confirmed, and waits for no other
  --save-plan           keep the plan; --apply, later, applies exactly that one
  --apply               confirm exactly this run, after the verdict and after asking
  --auto-approve        do not ask; what does not work is not applied all the same
  --give-up-broker NAME the broker NAME may be lost with its messages, where the plan replaces or destroys it
  --allow-unknown       apply, and exit with 0, also where nothing fails and something cannot be decided
  --assume FACT         a fact that you know and the plan does not show, as for mqesm check
  --accepted FILE       the file of assumptions and accepted codes (default: the nearest mqesm.json)
  --new                 start another run, although there is one of the same
  --message TEXT        what people read of the run
  --organization NAME, --workspace NAME, --hostname HOST
  --timeout MINUTES     how long to follow the run (default: ${DEFAULT_TIMEOUT})
  --json                one JSON object a line
  --help, --version

Exit codes
${Object.values(EXIT_CODES)
  .map(({ code, meaning }) => `  ${String(code).padEnd(3)}  ${meaning}`)
  .join("\n")}

Examples
  npm run synth && mqesm upload option-3-private-nat
  mqesm upload option-3-private-nat --plan-only
  mqesm upload option-3-private-nat --save-plan && mqesm upload option-3-private-nat --save-plan --apply
`;
