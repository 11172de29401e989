/** What is missing to know what Terraform's language means. */
export interface TerraformFacts {
  /** A value, known after apply only. */
  readonly value: { readonly value: ValueName };
  /** What a value comes to that leads back to itself. */
  readonly circular: { readonly value: string };
  /** The end of a chain of references that is too long. */
  readonly chain: Readonly<Record<string, never>>;
  /** How many instances of a resource there are. */
  readonly instances: { readonly of: string };
  /** The value of an argument. */
  readonly argument: { readonly of: string; readonly argument: string };
}

/** What a value is: an argument by its address, or a part of what a resource says. */
export type ValueName =
  | string
  | { readonly part: "direction" | "count" | "cidr-block" | "entry" | "destination" | "target"; readonly of: string };
