import type { Name, Party, Ports, Traffic } from "./party";

/** Facts of causes about security groups and network ACLs. */
export interface FilterCauses {
  readonly "security-group-ingress": GroupRefusal | UntouchedDefaultGroup;
  readonly "security-group-egress": GroupRefusal;
  readonly "security-group-in-part": GroupTraffic;
  readonly "security-group-unknown": GroupTraffic;
  readonly "network-acl": AclRefusal;
  readonly "network-acl-return": AclRefusal;
  readonly "network-acl-in-part": AclRefusal;
  readonly "network-acl-unknown":
    | { readonly open: "same-subnet" }
    | { readonly open: "association"; readonly subnet: Name }
    | { readonly open: "acl" }
    | ({ readonly open: "entries" } & AclRefusal);
}

/** What is to pass security groups, one of which has to let it. */
export interface GroupTraffic {
  readonly groups: readonly Name[];
  readonly traffic: Traffic;
}

/** Security groups that let something not pass. */
export interface GroupRefusal extends GroupTraffic {
  readonly why: NearMiss | { readonly miss: "destroyed"; readonly rule: string };
}

/** The rule that comes closest to what is needed; `rule` is null for one inside the group. */
export type NearMiss =
  | { readonly miss: "no-rules" }
  | {
      readonly miss: "protocol" | "peers";
      readonly rule: string | null;
      /** It was meant for this, as far as one can tell, so that it may be what to correct. */
      readonly isMeant: boolean;
    }
  | { readonly miss: "ports"; readonly rule: string | null; readonly isMeant: boolean; readonly ports: Ports };

/** A default group as AWS makes it has no rules to correct. */
export interface UntouchedDefaultGroup {
  readonly endpoints: readonly string[];
  readonly group: Name;
  readonly source: Party;
}

/** A network ACL that does not let something pass, or may not. */
export interface AclRefusal {
  /** Null for one that the input does not show. */
  readonly acl: Name | null;
  readonly traffic: Traffic;
  readonly denier: AclDenier | null;
}

/** The entry that alone is in the way. */
export type AclDenier = { readonly entry: number | null } | { readonly rule: string };
