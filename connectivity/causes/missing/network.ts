import type { Flow, Name, Party, Ports } from "../party";

/** What is missing to know networks. */
export interface NetworkFacts {
  /** Which security groups, or subnets, the broker has. */
  readonly "groups-of-broker": Nothing;
  readonly "subnet-of-broker": { readonly subnets: readonly Name[] };
  /** A subnet of which the input shows the id only. */
  readonly subnet: { readonly subnet: Name };
  /** Whether two ends of a connection are in one subnet. */
  readonly "in-one-subnet": { readonly one: Party; readonly other: Party };
  /** Which network ACL a subnet has. */
  readonly "network-acl-of": { readonly subnet: Name };
  /** Which of the addresses that a network ACL tells apart it will be. */
  readonly "address-before-acl": { readonly acl: Name | null; readonly passage: AclPassage };
  /** What a resource that names one of several by an argument is for. */
  readonly "tied-to": { readonly tie: string; readonly owner: string };
  /** What a network ACL with more entries than AWS allows says. */
  readonly "acl-entries": { readonly holder: string };
}

/** A fact that says it all by its kind. */
type Nothing = Readonly<Record<string, never>>;

/** A connection, or the answers to it, past a network ACL. */
export interface AclPassage {
  readonly flow: Flow;
  readonly ports: Ports;
  readonly far: Party;
}
