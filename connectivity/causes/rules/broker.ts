import type { Given } from "../given";

/** Facts of findings about the broker. */
export interface BrokerFindings {
  readonly "engine-version":
    | { readonly why: "missing"; readonly broker: string; readonly offered: readonly string[] }
    | {
        readonly why: "not-offered";
        readonly broker: string;
        readonly version: Given;
        /** Whether the broker exists, and is to be upgraded to it. */
        readonly exists: boolean;
        readonly offered: readonly string[];
      }
    | { readonly why: "downgrade"; readonly broker: string; readonly from: string; readonly to: string }
    | {
        readonly why: "skips-a-version";
        readonly broker: string;
        readonly from: string;
        readonly to: string;
        readonly next: string;
      };
  readonly "instance-type":
    | { readonly why: "missing"; readonly broker: string }
    | { readonly why: "not-offered"; readonly broker: string; readonly type: Given; readonly series: string | null };
  readonly "auto-minor-version-upgrade": { readonly broker: string };
  readonly "update-order":
    | { readonly later: "instance-type"; readonly broker: string; readonly series: string; readonly type: string }
    | { readonly later: "minor-version-upgrades"; readonly broker: string; readonly series: string };
  /** What decides is not shown, or newer than this check. */
  readonly "broker-unknown":
    | { readonly open: "argument"; readonly broker: string; readonly argument: string }
    | { readonly open: "version"; readonly version: Given; readonly offered: readonly string[] }
    | { readonly open: "patch-level"; readonly version: Given; readonly series: string }
    | { readonly open: "instance-type"; readonly type: Given; readonly series: string | null }
    | { readonly open: "deployment-mode"; readonly broker: string }
    | { readonly open: "number-of-subnets"; readonly broker: string }
    | { readonly open: "security-groups"; readonly broker: string }
    | { readonly open: "user"; readonly broker: string }
    | { readonly open: "order"; readonly broker: string; readonly series: string }
    | { readonly open: "internet-gateway"; readonly broker: string; readonly subnet: string | null };
  readonly "public-broker-security-groups": { readonly broker: string };
  readonly "public-broker-subnet": { readonly broker: string; readonly subnet: string };
  readonly "deployment-mode":
    | { readonly why: "not-for-rabbitmq"; readonly broker: string }
    | { readonly why: "number-of-subnets"; readonly broker: string; readonly least: number; readonly more: boolean };
  readonly "subnet-zones": {
    readonly made: "cluster" | "pair";
    readonly one: string;
    readonly other: string;
    readonly zone: string;
  };
  readonly "subnets-and-groups": Halves;
  readonly "subnets-and-groups-unknown": Halves;
  readonly "security-group-count": { readonly broker: string; readonly count: number; readonly most: number };
  readonly "broker-user":
    | { readonly fault: "number"; readonly broker: string; readonly count: number }
    | { readonly fault: "username"; readonly broker: string }
    | { readonly fault: PasswordFault; readonly broker: string };
  readonly "broker-user-changed": { readonly broker: string };
  readonly "authentication-strategy": { readonly broker: string; readonly mapping: string; readonly strategy: Given };
  readonly "login-changed": { readonly version: string; readonly broker: string; readonly mapping: string };
  readonly "login-unknown": { readonly version: string; readonly broker: string; readonly mapping: string };
  readonly "security-groups-changed": { readonly broker: string; readonly because: NewObject | null };
  readonly "audit-log": { readonly broker: string };
  readonly "broker-replaced": { readonly broker: string };
  readonly "broker-reboots": { readonly broker: string; readonly changed: readonly string[] };
  readonly "broker-waits": { readonly broker: string; readonly changed: readonly string[] };
  readonly "patch-level": { readonly broker: string; readonly series: string };
  readonly "broker-account": { readonly broker: string; readonly ofBroker: string; readonly ofFunction: string };
  readonly "broker-region": {
    readonly broker: string;
    readonly mapping: string;
    readonly ofBroker: string;
    readonly ofMapping: string;
  };
}

/** What a broker names outside the default VPC, and what it leaves to Amazon MQ, which takes it from there. */
interface Halves {
  readonly broker: string;
  readonly given: "subnet_ids" | "security_groups";
  readonly left: "subnet_ids" | "security_groups";
}

/** Which rule a password breaks; never the password. */
export type PasswordFault = "too-short" | "too-few-characters" | "forbidden-character";

/** An object that the plan makes, so that no present one is it. */
export interface NewObject {
  readonly address: string;
  readonly change: "create" | "replace";
}
