import { EXIT_CODES } from "../exit-code";

export const CHECK_HELP = `Usage: mqesm check [files or folders...] [options]

Says, before it is deployed, whether each Lambda event source mapping on an Amazon MQ broker can reach
what it needs: RabbitMQ on 5671 or ActiveMQ on 61617, and STS, Secrets Manager and Lambda on 443. Nothing leaves this
machine.

What it reads
  a file     what terraform show -json printed for a plan or a state, a synthesized cdk.tf.json, a saved plan
             (terraform plan -out=FILE) or a terraform.tfstate; for the last two it runs terraform show -json, and nothing
             else is ever run
  a folder   of CDKTF: the one that holds cdktf.out, cdktf.out itself, or one stack's folder inside it (its cdk.tf.json;
             to judge that stack's plan, name the plan's file);
             of Terraform: a working folder, judged by the one plan that it holds, or by its configuration without a plan
  -          standard input
  nothing    standard input when something is piped in, else the current folder

  A saved plan holds its configuration, which says what the plan's JSON has lost: give it rather than the JSON.

  Files that are named are one picture: the state of the VPC's workspace beside the plan of the broker's.
  Each CDKTF stack and each Terraform folder is judged by itself, with the named files as its surroundings.

Options
  --format FORMAT  text (default); json, of which docs/mqesm-report.schema.json in this package is the schema; markdown, for a
                   pull request; github, annotations in a GitHub Actions log; junit, XML for other CI servers
  --json, --markdown
                   the same as --format json and --format markdown
  --config DIR     the folder of the configuration that plans in JSON were made from (default: the one beside the plan, or
                   the current one, where it fits)
  --var NAME=VALUE, --var-file FILE
                   values of variables, for a folder without a plan, as for Terraform; terraform.tfvars, *.auto.tfvars and
                   TF_VAR_* are read too
  --plan-dir DIR   the initialised working folder in which to run terraform show -json for saved plans and state files
                   (default: the folder of the file)
  --assume FACT    assert a fact that the input does not show, spelled as the output names it; can be given many times;
                   the verdict repeats what it rests on
  --accepted FILE  the repository's file of assumptions and accepted codes (default: the nearest mqesm.json, from the
                   current folder up to the repository's root)
  --allow-unknown  exit with 0 where nothing fails and something is unknown
  --help, --version

Environment
  TERRAFORM_BINARY   the Terraform to run (default: terraform, else tofu, in PATH)
  TF_VAR_<name>      values of variables, for a folder without a plan
  NO_COLOR           any value: no colours
  FORCE_COLOR        any value but 0: colours outside a terminal too

Exit codes
${Object.values(EXIT_CODES)
  .map(({ code, meaning }) => `  ${code}   ${meaning}`)
  .join("\n")}

Examples
  terraform plan -out=plan.tfplan && mqesm check plan.tfplan
  terraform show -json plan.tfplan | mqesm check --json --config .
  mqesm check ./infrastructure --var-file=production.tfvars
  cdktf synth && mqesm check
  mqesm check network-state.json broker-plan.json
`;
