import type { Action } from "./action";

/** What is done, for sentences such as "aws_iam_role.x is created". */
export const DONE: Readonly<Record<Action, string>> = {
  none: "stays as it is",
  create: "is created",
  read: "is read",
  update: "changes",
  replace: "is replaced",
  delete: "is destroyed",
  forget: "is forgotten",
  "replace-forgetting": "is made anew, and the old one is forgotten",
  unknown: "changes in a way that is not known",
};
