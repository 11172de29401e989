import { roleLacksLogs } from "./role-lacks-logs";
import { permissionUnknown, roleLacksPermission } from "./role-lacks-permission";
import { roleUnknown, trustPolicy, trustPolicyUnknown } from "./trust-policy";

/** The rules about the role of the mapping's function, in the order in which they are documented. */
export const roleRules = [
  roleLacksPermission,
  permissionUnknown,
  trustPolicy,
  trustPolicyUnknown,
  roleUnknown,
  roleLacksLogs,
] as const;
