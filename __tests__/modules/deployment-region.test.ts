import { guardedRegion } from "../../modules/deployment-region";
import { synthesize } from "../support/synthesized-stack";

const stack = synthesize("option-1-public-broker", { region: "eu-west-1" });
const kept = stack.one("terraform_data", "region");

test("state keeps the Region of the first apply", () => {
  expect(kept.values).toMatchObject({ input: "eu-west-1", lifecycle: { ignore_changes: ["input"] } });
});

test("the variable that the providers need is valid for that Region only, and says what to do", () => {
  const deployed = `try(${kept.address}.input, "eu-west-1")`;
  expect(stack.json.variable.deployment_region).toEqual({
    type: "string",
    default: "eu-west-1",
    nullable: false,
    description: "Region of this deployment. Not to be set: everything was synthesized for it.",
    validation: [
      {
        condition: `\${var.deployment_region == "eu-west-1"}`,
        error_message:
          `deployment_region is ${guardedRegion}, and everything was synthesized for eu-west-1. ` +
          "Leave it unset, and set region (MQESM_REGION, or settings in cdktf.json).",
      },
      {
        condition: `\${var.deployment_region != "eu-west-1" || ${deployed} == "eu-west-1"}`,
        error_message:
          `This state is of a deployment in \${${deployed}}, and this was synthesized for eu-west-1: it would lose sight of what is deployed. ` +
          `To change or destroy that deployment, set region to \${${deployed}} (settings in cdktf.json, or MQESM_REGION) and synthesize again. ` +
          "For another deployment beside it, set environment too: one environment lives in one Region.",
      },
    ],
  });
});

test("nothing that the record depends on needs a provider: it is there first, and goes last", () => {
  expect(JSON.stringify(kept.values)).not.toMatch(/[$][{]/);
});
