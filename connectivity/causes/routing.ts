import type { Name, Party, Service } from "./party";

/** Facts of causes about routes and gateways. */
export interface RoutingCauses {
  readonly "no-route-out": NoRoute;
  readonly "internet-gateway-private-address": {
    readonly subnets: readonly Name[];
    readonly routes: readonly RouteName[];
    readonly gateway: string;
    readonly withoutEndpoint: WithoutEndpoint | null;
  };
  readonly "nat-gateway-without-internet":
    | NoRoute
    /** Its own route leads to another NAT gateway. */
    | {
        readonly why: "another-nat";
        readonly nat: string;
        readonly subnet: Name;
        readonly to: string;
        /** That other one is itself. */
        readonly isLoop: boolean;
      }
    | RegionalNat;
  readonly "nat-gateway-private": { readonly nat: string };
  readonly "nat-gateway-without-address": { readonly nat: string };
  readonly "nat-gateway-of-another-vpc":
    | { readonly why: "subnet"; readonly nat: string; readonly own: Name; readonly subnet: Name; readonly vpc: Name }
    | RegionalNat;
  readonly "internet-gateway-detached": { readonly gateway: string; readonly nat: string | null; readonly vpc: Name };
  readonly "public-access-blocked": { readonly options: string; readonly vpc: Name };
  readonly "gateway-unknown":
    | { readonly open: "nat" | "regional-nat" }
    | { readonly open: "nat-chain" | "attachment"; readonly gateway: string }
    | { readonly open: "nat-subnet"; readonly nat: string }
    | { readonly open: "vpc-of-subnet"; readonly subnet: Name }
    | { readonly open: "public-access"; readonly vpc: Name };
  readonly "route-blackhole": {
    readonly table: Name;
    readonly route: RouteName;
    /** Null for nothing that exists. */
    readonly target: string | null;
  };
  readonly "peering-not-transitive": {
    readonly tables: readonly Name[];
    readonly peering: string;
    readonly subnets: readonly Name[];
  };
  readonly "route-target-hidden":
    | { readonly open: "internet"; readonly table: Name; readonly target: string }
    | { readonly open: "vpc" };
  readonly "route-table-unknown":
    | { readonly open: "association" | "table-of"; readonly subnets: readonly Name[] }
    | { readonly open: "routes" | "table-routes" }
    | { readonly open: "winner" | "propagation"; readonly table: Name }
    | { readonly open: "target"; readonly route: string };
  readonly "routes-differ": { readonly to: "internet"; readonly table: Name } | { readonly to: "vpc" };
  readonly "route-through-appliance": Readonly<Record<string, never>>;
  readonly "subnet-outside-vpc": { readonly subnets: readonly Name[]; readonly vpc: Name };
  readonly "no-route-between-vpcs":
    | { readonly why: "no-route"; readonly subnets: readonly Name[]; readonly to: Party; readonly vpc: Name }
    | {
        readonly why: "elsewhere";
        readonly route: string;
        readonly to: Party;
        readonly target: string;
        readonly vpc: Name;
      };
}

/** A route to name: a resource of its own, or one inside its holder. */
export interface RouteName {
  readonly holder: string;
  readonly isInside: boolean;
}

/** A VPC without an endpoint for services, which would make the way out needless. */
export interface WithoutEndpoint {
  readonly vpc: Name;
  readonly services: readonly Service[];
  /** The endpoints that it has for others. */
  readonly beside: readonly string[];
}

/** Subnets without a route to the internet. */
export interface NoRoute {
  readonly why: "no-route";
  /** The NAT gateway that stands in the subnet and needs the route; null where it is the mapping's interfaces. */
  readonly nat: string | null;
  readonly subnets: readonly Name[];
  readonly vpc: Name;
  readonly tables: readonly Name[];
  /** The table is the VPC's main one, for the subnets have no association of their own. */
  readonly isMain: boolean;
  /** What holds the table's routes, apart from itself; null where it has none. */
  readonly held: readonly string[] | null;
  /** The default route, where the plan destroys it. */
  readonly destroyed: string | null;
  /** A table that leads out and is not associated with the subnets. */
  readonly unassociated: Name | null;
  readonly withoutEndpoint: WithoutEndpoint | null;
}

/** A regional NAT gateway that has no internet gateway to lead to. */
export interface RegionalNat {
  readonly why: "regional";
  readonly nat: string;
  readonly vpc: Name;
}
