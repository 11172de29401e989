import { DONE } from "../../plan/done";
import type { HarmRule } from "../harm";

/** A function that Terraform invokes. What that does depends on the function. */
export const invocation: HarmRule = {
  code: "invocation",
  kind: "code",
  title: "The apply invokes a function",
  meaning:
    "aws_lambda_invocation runs a function when it is made or made anew, and with lifecycle_scope CRUD also when its input changes and when it is destroyed.",
  source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_invocation",
  types: ["aws_lambda_invocation"],
  check(change) {
    const { address, action } = change;
    const isCrud = [change.before("lifecycle_scope"), change.after("lifecycle_scope")].includes("CRUD");
    if (change.creates) return { explanation: `${address} ${DONE[action]}, which runs the function that it names.` };
    if (action === "update" && (isCrud ? change.sets("input") || change.sets("lifecycle_scope") : change.sets("input")))
      return { explanation: `${address} changes, which runs the function that it names.` };
    if (action === "delete" && isCrud)
      return { explanation: `${address} is destroyed, which runs the function that it names once more.` };
    return undefined;
  },
};
