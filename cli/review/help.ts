import { REVIEW_EXIT_CODES } from "./exit-code";

export const REVIEW_HELP = `Usage: mqesm review [plans or folders...] [options]

Writes what the plans of a pull request mean, as Markdown for one comment that covers all of its workspaces: whether each
event source mapping will work and did before, what is lost or refused, what stops, who gets access, which code runs, what
it costs, and what changes. Values are shown for a fixed list of attributes only. Nothing leaves this machine.

What it reads
  a file     a saved plan (terraform plan -out=FILE), for which it runs terraform show -json, or what that printed
  a folder   one that holds one plan; one whose folders hold one plan each; or of CDKTF, the one that holds cdktf.out, with a
             plan in each stack's folder
  -          standard input: what terraform show -json printed
  nothing    standard input when something is piped in, else the current folder

  Each plan is a workspace, named by its folder, or by its file where several lie in one folder.

Options
  --json           the review as JSON, of which docs/mqesm-review.schema.json in this package is the schema
  --summary FILE   write the long form too, as Markdown of at most 1 MiB, such as for $GITHUB_STEP_SUMMARY
  --failed NAME    a workspace whose planning failed, so that there is no plan; can be given many times
  --digest NAME=DIGEST
                   a digest of a workspace's plan, to be shown; can be given many times
  --plan-dir DIR   the initialised working folder in which to run terraform show -json for saved plans (default: the folder
                   of the file)
  --assume FACT    assert a fact that the plans do not show, as mqesm check takes it; can be given many times
  --accepted FILE  the repository's file of assumptions (default: the nearest mqesm.json)
  --help, --version

Environment
  TERRAFORM_BINARY   the Terraform to run (default: terraform, else tofu, in PATH)

Exit codes
${Object.values(REVIEW_EXIT_CODES)
  .map(({ code, meaning }) => `  ${code}   ${meaning}`)
  .join("\n")}

Examples
  terraform plan -out=plan.tfplan && mqesm review plan.tfplan
  terraform show -json plan.tfplan | mqesm review
  mqesm review plans --summary "$GITHUB_STEP_SUMMARY" > comment.md
  mqesm review plans/option-1 --failed option-3 > comment.md
`;
