/** What something is called: the address of a resource, an id, or what it is where it has neither. */
export type Name =
  | string
  | { readonly kind: "default-vpc" }
  | { readonly kind: "vpc-of"; readonly member: Name }
  | { readonly kind: "default-group-of"; readonly vpc: Name }
  | { readonly kind: "main-table-of"; readonly vpc: Name }
  | { readonly kind: "route-table-of"; readonly subnet: Name };

/** The AWS services that a mapping's pollers call. */
export type Service = "sts" | "secretsmanager" | "lambda";

/** A name that the pollers ask for: the event source's, by what its kind is called, or those of services. */
export type Asked = { readonly source: string } | { readonly services: readonly Service[] };

/** One end of a connection. */
export type Party =
  | { readonly kind: "mapping"; readonly subnets: readonly Name[]; readonly groups: readonly Name[] }
  /** An event source; `called` is such as "broker". */
  | { readonly kind: "source"; readonly called: string; readonly subnets: readonly Name[] }
  /** From which Lambda polls what is public. */
  | { readonly kind: "lambda-network" }
  | { readonly kind: "endpoint"; readonly endpoints: readonly string[] }
  | { readonly kind: "hidden-endpoint"; readonly vpc: Name }
  | { readonly kind: "subnet"; readonly subnet: Name }
  | { readonly kind: "public-services" };

/** Which way a connection goes, seen from a group or an ACL. */
export type Flow = "ingress" | "egress";

/** Ports, the first and the last. */
export interface Ports {
  readonly first: number;
  readonly last: number;
}

/** A connection, or the answers to it, past a security group or a network ACL. */
export interface Traffic {
  readonly flow: Flow;
  readonly ports: Ports;
  readonly far: Party;
}
