import type { RoleFindings } from "../../causes/rules/role";
import { untold } from "../causes/entry";
import type { FindingWords } from "./finding-words";

/** Findings about the listener's role, in words. */
export const roleFindings: FindingWords<RoleFindings> = {
  "role-lacks-permission": untold,
  "permission-unknown": untold,
  "trust-policy": untold,
  "trust-policy-unknown": untold,
  "role-unknown": untold,
  "role-lacks-logs": untold,
};
