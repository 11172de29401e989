import { DONE } from "../../plan/done";
import type { HarmRule } from "../harm";

const ARGUMENTS = ["assume_role_policy", "permissions_boundary", "inline_policy", "managed_policy_arns"] as const;

/** A role: who may assume it, and what bounds it. */
export const roleChanged: HarmRule = {
  code: "role-changed",
  kind: "access",
  title: "A role changes",
  meaning: "Who may assume it, or what it may do at most, is another after the apply.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
  types: ["aws_iam_role"],
  check(change) {
    if (change.action !== "update") return { explanation: `${change.address} ${DONE[change.action]}.` };
    const changed = ARGUMENTS.filter((argument) => change.sets(argument));
    return changed.length === 0
      ? undefined
      : { explanation: `${changed.join(", ")} of ${change.address} ${changed.length > 1 ? "change" : "changes"}.` };
  },
};
