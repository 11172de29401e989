import type { Asked, Flow, Name, Party, Service, Traffic } from "../party";

/** What is missing to know networks. */
export interface NetworkFacts {
  /** A resource, or what has an id, as a whole. */
  readonly resource: { readonly resource: Name };
  readonly "event-source-of": { readonly mapping: string };
  /** Null where the ARN is sensitive. */
  readonly "event-source": { readonly arn: string | null };
  readonly "broker-of-mapping": { readonly brokers: readonly string[]; readonly mapping: string };
  /** Of which of several kinds an event source is. */
  readonly "kind-of-source": { readonly source: string; readonly kinds: readonly string[] };
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

  /** Whether a default group is as AWS makes it: a resource may manage it, of a VPC that the input does not show. */
  readonly "default-group-managed": { readonly adopter: string };
  readonly "rules-of-group": { readonly group: Name };
  /** Whether a rule is a group's. */
  readonly "group-of-rule": { readonly rule: string; readonly group: Name };
  /** What is left of a rule and of the rules inside its group, which remove each other. */
  readonly "rival-rules": { readonly rule: string | null; readonly flow: Flow; readonly group: string };
  /** Whether a rule is left that another resource removes unless it lists it. */
  readonly "unlisted-rule": { readonly rule: string | null; readonly exclusive: string };
  /** What a text that is no CIDR block means. */
  readonly "destination-of-route": { readonly holder: string };
  readonly "cidr-block": { readonly holder: string };
  readonly "prefix-list-meant": { readonly list: string };
  readonly "prefix-list-entries": { readonly list: string };
  readonly "prefix-list-read": { readonly list: string };

  /** Which subnets network ACLs are for. */
  readonly "subnets-of-acls": { readonly acls: readonly string[] };
  /** Which of several resources gives a subnet its network ACL. */
  readonly "acl-contest": { readonly claimants: readonly string[]; readonly subnet: Name };
  readonly "network-acl": { readonly acl: string };
  readonly "rival-entries": { readonly rule: string; readonly flow: Flow; readonly acl: string };
  /** What an entry means that AWS does not take. */
  readonly "acl-entry": { readonly holder: string };
  readonly "network-acl-of": { readonly subnet: Name };
  /** Which of the addresses that a network ACL tells apart it will be. */
  readonly "address-before-acl": { readonly acl: Name | null; readonly traffic: Traffic };
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
  readonly "subnets-of-endpoint-read": { readonly endpoint: string };
  readonly "groups-of-endpoint-read": { readonly endpoint: string };
  readonly "groups-of-broker-read": { readonly broker: string };
  /** Which subnets a broker is in that names more than one can have. */
  readonly "subnets-beyond": { readonly broker: string; readonly count: number };
  /** Whether an association takes the default group away. */
  readonly "default-group-replaced": { readonly association: string };
  readonly "groups-of-endpoint": { readonly endpoint: string };

  readonly "zone-of-vpc": { readonly zone: string; readonly vpc: Name };
  readonly "records-of-zone": { readonly zone: string };
  /** Whether a record is for a name. */
  readonly "name-of-record": { readonly record: string };
  readonly "target-of-records": { readonly zone: string };

  readonly "table-of-route": { readonly route: string };
  /** Whether a table had a route. */
  readonly "route-was-in": { readonly route: string; readonly table: Name };
  readonly "routes-of-table": { readonly table: Name };
  readonly "routes-of-table-read": { readonly table: Name };
  /** What a virtual private gateway announces to a table. */
  readonly "propagated-routes": { readonly propagation: string };
  readonly "rival-routes": { readonly route: string; readonly table: string };
  /** Which subnets route tables are associated with. */
  readonly "subnets-of-tables": { readonly tables: readonly Name[] };
  readonly "one-of-tables": { readonly tables: readonly Name[]; readonly subnet: Name };
  /** Which subnets one stands for. */
  readonly "subnets-behind": { readonly subnet: Name };
  readonly "route-table-of-shown": { readonly subnet: Name };
  readonly "vpc-of-gateway": { readonly gateway: string };
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
