import type { Name, Ports, Service } from "../party";

/** Facts of findings about networks. */
export interface NetworkFindings {
  readonly "one-vpc": Membership & { readonly is: Name };
  readonly "one-vpc-unknown": Membership & {
    /** The VPC that it is in, where the input shows one. */
    readonly is: Name | null;
    /** Whether that is another VPC. */
    readonly isOther: boolean;
    /** Whether it is used, or only may be. */
    readonly isCertain: boolean;
  };
  readonly "subnet-range": { readonly subnet: Name; readonly vpc: Name };
  readonly "duplicate-rule": { readonly rule: string; readonly group: Name; readonly others: readonly string[] };
  readonly "second-route-table": { readonly associations: readonly string[]; readonly subnet: Name };
  readonly "duplicate-private-dns": {
    readonly endpoints: readonly string[];
    readonly service: Service;
    readonly vpc: Name;
  };
  readonly "endpoint-type": { readonly endpoint: string; readonly service: Service };
  readonly "endpoint-service": {
    readonly endpoint: string;
    readonly asked: string;
    /** The Region of its VPC, where the name is for another one. */
    readonly region: string | null;
  };
  readonly "public-subnets": { readonly subnet: Name };
  readonly "event-source-not-judged": {
    readonly mapping: string;
    readonly source: NamedSourceKind;
    readonly ports: Ports;
  };
  readonly "event-source-unknown": { readonly mapping: string };
  readonly "source-differs": {
    readonly input: string;
    /** Addresses that only one of the two holds, and arguments that do not say the same. */
    readonly different: readonly string[];
    /** Modules whose files are not at hand. */
    readonly absent: readonly string[];
  };
  readonly "source-guessed": { readonly input: string; readonly folder: string };
  readonly "assumption-unused": { readonly assumption: string };
}

/** Kinds of event source that are named and not judged. */
export type NamedSourceKind = "msk" | "documentdb" | "self-managed-kafka";

/** Something that a broker or an endpoint uses, and the VPC that it has to be in. */
interface Membership {
  readonly member: Name;
  readonly user: string;
  readonly wanted: Name;
}
