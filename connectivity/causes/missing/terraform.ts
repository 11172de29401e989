/** What is missing to know what Terraform's language means. */
export interface TerraformFacts {
  /** How many instances of a resource there are. */
  readonly instances: { readonly of: string };
  /** The value of an argument. */
  readonly argument: { readonly of: string; readonly argument: string };
}
