import type { Asked, Name, Service } from "./party";

/** Facts of causes about name resolution and endpoints. */
export interface NameCauses {
  readonly "dns-support-off": { readonly vpc: Name };
  readonly "dns-hostnames-off": { readonly vpc: Name };
  readonly "broker-name":
    | { readonly open: "hostnames"; readonly vpc: Name }
    | { readonly open: "zone"; readonly zone: string };
  /** `isLookedUp`: a data source would show it, once read. */
  readonly "dns-unknown": { readonly vpc: Name; readonly isLookedUp: boolean };
  readonly "dns-resolvers-hidden":
    | { readonly by: "dhcp-options" }
    | { readonly by: "rule"; readonly rule: string; readonly asked: Asked };
  readonly "endpoint-private-dns-off": EndpointsFor;
  readonly "endpoint-destroyed": EndpointsFor & { readonly vpc: Name };
  readonly "endpoint-not-interface": EndpointsFor;
  readonly "endpoint-service-name":
    | (EndpointFor & { readonly why: "name"; readonly spelled: string; readonly region: string })
    | (EndpointFor & { readonly why: "fips"; readonly spelled: string });
  readonly "endpoint-ipv6-only": { readonly endpoints: readonly string[] };
  readonly "endpoint-in-another-vpc": EndpointsFor & { readonly own: Name; readonly vpc: Name };
  readonly "endpoint-without-subnets": { readonly endpoints: readonly string[] };
  readonly "endpoint-policy": EndpointFor & {
    /** The policy's place, where that is not the endpoint itself. */
    readonly origin: string | null;
    readonly isDenied: boolean;
    /** What excludes the call from the statement that comes closest. */
    readonly excluded: "principal" | "resource" | "condition" | null;
  };
  readonly "endpoint-policy-unknown": EndpointFor;
  readonly "endpoint-unknown":
    | { readonly open: "names" | "one-of-several" | "subnet" }
    | { readonly open: "endpoint" | "address-type" | "subnets" | "groups"; readonly endpoints: readonly string[] };
  readonly "endpoint-hidden": { readonly vpc: Name };
  readonly "private-zone-without-record": {
    readonly zone: string;
    readonly services: readonly Service[];
    readonly vpc: Name;
  };
  readonly "private-zone-unknown": { readonly zone: string };
}

/** Endpoints, and the services that they are asked for. */
export interface EndpointsFor {
  readonly endpoints: readonly string[];
  readonly services: readonly Service[];
}

/** An endpoint and the services that it is asked for. */
export interface EndpointFor {
  readonly endpoint: string;
  readonly services: readonly Service[];
}
