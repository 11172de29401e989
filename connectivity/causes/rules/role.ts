import type { PolicyElement } from "../policy";

/** Facts of findings about the role of the mapping's function. */
export interface RoleFindings {
  readonly "role-lacks-permission": { readonly role: string; readonly permissions: readonly Permission[] } & Lack;
  readonly "permission-unknown": {
    readonly role: string;
    readonly permissions: readonly Permission[];
  } /** `mayBeDenied`: whether a policy denies it is what is not known, or that as well. */ & (
    | { readonly of: "mapping"; readonly mayBeDenied: boolean }
    /** The secret that the key encrypts. */
    | { readonly of: "secret"; readonly secret: string }
  );
  readonly "trust-policy":
    | { readonly role: string; readonly wrong: "none" }
    /** `place` holds the policy. `isConditional`: it would allow it under a condition that does not hold. */
    | {
        readonly role: string;
        readonly wrong: "denied" | "not-allowed";
        readonly place: string;
        readonly isConditional: boolean;
      };
  readonly "trust-policy-unknown": { readonly role: string; readonly open: "not-shown" | "policy" };
  readonly "role-unknown": { readonly mapping: string };
  readonly "role-lacks-logs": { readonly role: string; readonly actions: readonly string[] };
}

/** An action on something. */
export interface Permission {
  readonly action: string;
  readonly on: PermissionTarget;
}

/** What an action is allowed on: an address, or what it is where it has none. */
export type PermissionTarget =
  | string
  | { readonly kind: "broker-of-mapping" }
  | { readonly kind: "secret-of-mapping" }
  | { readonly kind: "key-of"; readonly secret: string }
  | { readonly kind: "everything" };

/** Why a role is not allowed something. */
export type Lack =
  /** A policy denies it, at `place`. */
  | { readonly why: "denied"; readonly place: PolicyPlace; readonly isBoundary: boolean }
  /** An exclusive list, at `by`, takes the policies from the role. */
  | { readonly why: "removed"; readonly by: string; readonly policies: readonly string[] }
  /** The permissions boundary does not allow it. A `place` of null: it is not one text. */
  | { readonly why: "bounded"; readonly place: PolicyPlace | null; readonly nearest: NearestStatement | null }
  /** A statement comes near it and does not allow it. */
  | { readonly why: "not-enough"; readonly place: PolicyPlace; readonly nearest: NearestStatement }
  | {
      readonly why: "no-statement";
      /** The policies that were asked. */
      readonly policies: readonly string[];
      /** The one policy in which it could stand; null: one of the role. */
      readonly place: string | null;
      /** What the plan takes from the role. */
      readonly destroyed: readonly string[];
      /** Policies and attachments beside the role that name none. */
      readonly ofNoRole: readonly string[];
    }
  /** The key of the secret is what it may not use. */
  | { readonly why: "key"; readonly secret: string };

/** Where the text of a policy stands. */
export interface PolicyPlace {
  readonly at: string;
  /** The ARN of AWS's own policy, which nobody else can change; null for all others. */
  readonly awsManaged: string | null;
}

/** How far a statement goes that does not go far enough. */
export type NearestStatement =
  | { readonly excludes: "condition" | "principal" }
  | { readonly excludes: "resource"; readonly isExcept: boolean; readonly resources: readonly PolicyElement[] };
