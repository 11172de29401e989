import type { Asked, Name, Party, Passage, Service } from "../party";

/** What is missing to know networks. */
export interface NetworkFacts {
  /** A resource, or what has an id, as a whole. */
  readonly resource: { readonly resource: Name };
  readonly "groups-of-broker": Nothing;
  readonly "subnet-of-broker": { readonly subnets: readonly Name[] };
  /** Whether two ends of a connection are in one subnet. */
  readonly "in-one-subnet": { readonly one: Party; readonly other: Party };
  /** Whether one end is in a subnet or VPC. */
  readonly "in-place": { readonly party: Party; readonly place: Name };
  readonly "address-of": { readonly party: Party };
  readonly "addresses-of": { readonly party: Party };
  readonly "public-addresses": Nothing;

  /** Whether a VPC has more address blocks than its `cidr_block`. */
  readonly "address-blocks": { readonly vpc: Name };
  readonly "dns-attribute": { readonly vpc: Name; readonly attribute: "enable_dns_support" | "enable_dns_hostnames" };
  readonly "own-resolvers": { readonly options: string; readonly vpc: Name };
  readonly "forwarded-name": { readonly rule: string; readonly asked: Asked };
  /** Whether a rule of which the input does not show the domain sends a name elsewhere. */
  readonly "forwarded-by": { readonly rule: string; readonly asked: Asked };
  /** Whether the broker's name resolves where the VPC gives no host names. */
  readonly "broker-name-without-hostnames": { readonly vpc: Name };
  readonly "broker-name-in-zone": { readonly zone: string; readonly name: string };

  /** Whether a rule names a group, and that is the one asked for. */
  readonly "group-meant": { readonly named: Name; readonly group: Name };
  readonly "protocol-of-rule": { readonly holder: string | null };
  readonly "groups-across": { readonly vpc: Name };

  readonly "network-acl-of": { readonly subnet: Name };
  /** Which of the addresses that a network ACL tells apart it will be. */
  readonly "address-before-acl": { readonly acl: Name | null; readonly passage: Passage };
  /** What a resource that names one of several by an argument is for. */
  readonly "tied-to": { readonly tie: string; readonly owner: string };
  /** What a network ACL with more entries than AWS allows says. */
  readonly "acl-entries": { readonly holder: string };

  /** Where the name of a service leads. */
  readonly "name-leads": { readonly vpc: Name; readonly services: readonly Service[] };
  readonly "endpoint-with-name": { readonly endpoints: readonly string[]; readonly services: readonly Service[] };
  /** Whether a VPC has an endpoint beside those of the input. */
  readonly "endpoint-beside": { readonly vpc: Name; readonly services: readonly Service[] };
  readonly "endpoint-in-vpc": { readonly endpoint: string; readonly vpc: Name };
  readonly "service-of-endpoint": { readonly endpoint: string };
  readonly "type-of-endpoint": { readonly endpoint: string };
  readonly "private-dns-of-endpoint": { readonly endpoint: string };
  readonly "address-type-of-endpoint": { readonly endpoint: string };
  readonly "subnets-of-endpoint": { readonly endpoint: string };
  readonly "groups-of-endpoint": { readonly endpoint: string };

  readonly "route-table-of": { readonly subnet: Name };
  /** Which of a table's routes wins. */
  readonly "winning-route": { readonly table: Name };
  /** Which of the routes of a table the services' addresses take. */
  readonly "differing-routes": { readonly table: Name };
  readonly "one-target-of-route": { readonly route: string };
  readonly "target-of-route": { readonly route: string };
  readonly "routes-between": { readonly subnet: Name; readonly to: Party };
  readonly "route-through-appliance": { readonly route: string; readonly to: Party };
  /** What a route's target leads to. */
  readonly "behind-nat": { readonly nat: string };
  readonly "behind-target": { readonly target: string };
  readonly "between-vpcs": { readonly one: Name; readonly other: Name; readonly target: string };
  readonly "nat-after-nat": { readonly gateway: string; readonly nat: string };
  readonly "place-of-nat": { readonly nat: string };
  readonly "subnet-of-nat-in-vpc": { readonly nat: string; readonly subnet: Name; readonly vpc: Name };
  readonly "vpc-of-regional-nat": { readonly nat: string; readonly vpc: Name };
  readonly "public-access-for-nat": { readonly options: string; readonly vpc: Name };
}

/** A fact that says it all by its kind. */
type Nothing = Readonly<Record<string, never>>;
