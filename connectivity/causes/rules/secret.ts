/** Facts of findings about the secret. */
export interface SecretFindings {
  readonly "basic-auth": never;
  readonly "basic-auth-unknown": never;
  readonly "secret-keys": never;
  readonly "secret-keys-unknown": { readonly version: string };
  readonly "secret-value": never;
  readonly "secret-policy": never;
  readonly "secret-policy-unknown": never;
  readonly "key-policy": never;
}
