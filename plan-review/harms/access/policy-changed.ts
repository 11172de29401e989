import { DONE } from "../../plan/done";
import type { HarmRule } from "../harm";

/** What gives principals of an account their permissions. */
const TYPES = [
  "aws_iam_policy",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_iam_role_policies_exclusive",
  "aws_iam_role_policy_attachments_exclusive",
  "aws_iam_policy_attachment",
  "aws_iam_user",
  "aws_iam_user_policy",
  "aws_iam_user_policy_attachment",
  "aws_iam_access_key",
  "aws_iam_group_policy",
  "aws_iam_group_policy_attachment",
  "aws_iam_group_membership",
  "aws_iam_openid_connect_provider",
  "aws_iam_instance_profile",
];

const TAGS: ReadonlySet<string> = new Set(["tags", "tags_all", "description"]);

/** Permissions of roles, users and groups. */
export const policyChanged: HarmRule = {
  code: "policy-changed",
  kind: "access",
  title: "Permissions change",
  meaning: "What a role, a user or a group may do is another after the apply. The plan itself shows the statements.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html",
  types: TYPES,
  check(change) {
    if (change.action === "update" && change.changed.every(({ name }) => TAGS.has(name))) return undefined;
    if (change.action === "update" && change.isUnknown("policy"))
      return { explanation: `${change.address} may change: what it allows is known after apply only.` };
    return { explanation: `${change.address} ${DONE[change.action]}.` };
  },
};
