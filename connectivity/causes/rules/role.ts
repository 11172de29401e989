/** Facts of findings about the listener's role. */
export interface RoleFindings {
  readonly "role-lacks-permission": never;
  readonly "permission-unknown": never;
  readonly "trust-policy": never;
  readonly "trust-policy-unknown": never;
  readonly "role-unknown": never;
  readonly "role-lacks-logs": never;
}
