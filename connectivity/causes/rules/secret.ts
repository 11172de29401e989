/** Facts of findings about the secret. */
export interface SecretFindings {
  readonly "basic-auth": { readonly mapping: string; readonly wrong: "missing" | "not-an-arn" };
  readonly "basic-auth-unknown":
    | { readonly mapping: string; readonly open: "blocks" }
    | { readonly mapping: string; readonly open: "one-of-several"; readonly secrets: readonly string[] };
  readonly "secret-keys": SecretValue;
  readonly "secret-keys-unknown": { readonly version: string };
  readonly "secret-value": SecretValue | { readonly secret: string };
  /** `place` is the resource that holds the policy. */
  readonly "secret-policy": { readonly place: string; readonly secret: string; readonly role: string };
  readonly "secret-policy-unknown": { readonly secret: string; readonly role: string };
  /** A `key` of null is one that the input does not show. */
  readonly "key-policy": { readonly role: string; readonly secret: string; readonly key: string | null };
}

/** A value that Lambda cannot log in with. */
export interface SecretValue {
  readonly version: string;
  /** The keys that are missing or empty; null where it is not a JSON object. */
  readonly absent: readonly string[] | null;
}
