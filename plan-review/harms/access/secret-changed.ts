import { DONE } from "../../plan/done";
import type { HarmRule } from "../harm";

/** The arguments of a secret that say who can read it. */
const ARGUMENTS = ["policy", "kms_key_id", "name", "name_prefix"] as const;

/** A secret, or what is in it. */
export const secretChanged: HarmRule = {
  code: "secret-changed",
  kind: "access",
  title: "A secret changes",
  meaning:
    "Whoever logs in with it needs the new value, or does not find it any more. The name of a deleted secret stays taken for recovery_window_in_days, 30 by default.",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  types: [
    "aws_secretsmanager_secret",
    "aws_secretsmanager_secret_version",
    "aws_secretsmanager_secret_rotation",
    "aws_ssm_parameter",
  ],
  check(change) {
    const { address, action, type } = change;
    if (type !== "aws_secretsmanager_secret" || action !== "update") {
      if (
        type === "aws_ssm_parameter" &&
        change.after("type") !== "SecureString" &&
        change.before("type") !== "SecureString"
      )
        return undefined;
      return { explanation: `${address} ${DONE[action]}.` };
    }
    const changed = ARGUMENTS.filter((argument) => change.sets(argument));
    return changed.length === 0
      ? undefined
      : { explanation: `${changed.join(", ")} of ${address} ${changed.length > 1 ? "change" : "changes"}.` };
  },
};
