import { listField, textField } from "../../../connectivity/index";
import { blockOf } from "../../plan/plan";
import type { HarmRule } from "../harm";

/** A program that runs where Terraform runs, with its credentials. */
export const program: HarmRule = {
  code: "program",
  kind: "code",
  title: "The apply runs a program",
  meaning: "Provisioners and external data sources run programs on the machine of the apply, with its credentials.",
  source: "https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax",
  check(change, plan) {
    const { address, action, mode } = change;
    if (mode === "data" && change.type === "external" && action === "read")
      return { explanation: `${address} is read during the apply, which runs its program.` };
    if (!change.creates && !change.destroys) return undefined;
    const listed = listField(blockOf(plan, address), "provisioners");
    const provisioners = [...new Set(listed.map((each) => textField(each, "type") ?? "unknown"))];
    return provisioners.length === 0
      ? undefined
      : {
          explanation: `${address} has provisioners (${provisioners.join(", ")}), which may run when it is made or destroyed.`,
        };
  },
};
