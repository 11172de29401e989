import type { AclPassage } from "./missing/network";
import type { Name } from "./party";

/** Facts of causes about security groups and network ACLs. */
export interface FilterCauses {
  readonly "security-group-ingress": never;
  readonly "security-group-egress": never;
  readonly "security-group-in-part": never;
  readonly "security-group-unknown": never;
  readonly "network-acl": AclRefusal;
  readonly "network-acl-return": AclRefusal;
  readonly "network-acl-in-part": AclRefusal;
  readonly "network-acl-unknown":
    | { readonly open: "same-subnet" }
    | { readonly open: "association"; readonly subnet: Name }
    | { readonly open: "acl" }
    | ({ readonly open: "entries" } & AclRefusal);
}

/** A network ACL that does not let something pass, or may not. */
export interface AclRefusal {
  /** Null for one that the input does not show. */
  readonly acl: Name | null;
  readonly passage: AclPassage;
  readonly denier: AclDenier | null;
}

/** The entry that alone is in the way. */
export type AclDenier = { readonly entry: number | null } | { readonly rule: string };
