import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { KeptValue } from "./kept-value";
import { variableOf } from "./settings";

/** The variable that stands between the providers and AWS. */
const variable = "deployment_region";

/** The Region for the stack's providers: none of them reaches AWS past the guard. */
export const guardedRegion = `\${var.${variable}}`;

/**
 * Guards a stack against another Region than the one it is deployed in. State keeps the first one, and another one is refused by plan and by destroy, before
 * anything is read there. Without that, Terraform finds nothing in the other Region, forgets what is deployed, and says that
 * all went well.
 *
 * It is a variable with a validation because `terraform destroy` evaluates no precondition and no `check` block. That the
 * providers take their Region from it makes it hold for `-target` too, and makes state forget the Region last.
 *
 * @see https://developer.hashicorp.com/terraform/language/block/variable#validation
 */
export function guardRegion(scope: Construct, region: string): void {
  const kept = new KeptValue(scope, "region", { input: region });
  // In state that is older than this, or empty, there is none yet.
  const deployed = `try(${kept.fqn}.input, ${JSON.stringify(region)})`;
  const itself = `var.${variable}`;
  new TerraformVariable(scope, variable, {
    type: "string",
    default: region,
    nullable: false,
    description: "Region of this deployment. Not to be set: everything was synthesized for it.",
    validation: [
      {
        condition: `\${${itself} == ${JSON.stringify(region)}}`,
        errorMessage: `${variable} is \${${itself}}, and everything was synthesized for ${region}. Leave it unset, and set region (${variableOf("region")}, or settings in cdktf.json).`,
      },
      {
        condition: `\${${itself} != ${JSON.stringify(region)} || ${deployed} == ${JSON.stringify(region)}}`,
        errorMessage:
          `This state is of a deployment in \${${deployed}}, and this was synthesized for ${region}: it would lose sight of what is deployed. ` +
          `To change or destroy that deployment, set region to \${${deployed}} (settings in cdktf.json, or ${variableOf("region")}) and synthesize again. ` +
          "For another deployment beside it, set environment too: one environment lives in one Region.",
      },
    ],
  });
}
