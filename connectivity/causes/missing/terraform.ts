/** What is missing to know what Terraform's language means. */
export interface TerraformFacts {
  /** A value, known after apply only. */
  readonly value: { readonly value: ValueName | null };
  /** The same of a value of which the input shows what it is made from. */
  readonly "value-made-from": { readonly value: string; readonly source: string | null };
  /** What a value comes to that leads back to itself. */
  readonly circular: { readonly value: string };
  /** The end of a chain of references that is too long. */
  readonly chain: Readonly<Record<string, never>>;
  /** How many instances of a resource there are. */
  readonly instances: { readonly of: string };
  /** The value of an argument. */
  readonly argument: { readonly of: string; readonly argument: string };
  /** An object that a sensitive value names. */
  readonly "sensitive-name": { readonly source: "plan" | "state" | "configuration" | "several" };

  /** What an expression comes to that Terraform refuses to evaluate. */
  readonly "refused-expression": { readonly why: Refusal };
  readonly "absent-attribute": { readonly of: string; readonly attribute: string };
  /** What an operation comes to that is not carried out here. */
  readonly operation: { readonly operation: Operation };
  /** A file that a function reads. */
  readonly "file-content": { readonly function: string };
  /** An expression that is not understood. Null for one without a name. */
  readonly expression: { readonly of: string | null };
  /** What is too long, deep or large to be followed. */
  readonly "beyond-limit": {
    readonly limit: "size-of-value" | "length-of-text" | "depth-of-expression" | "size-of-configuration";
  };

  /** A value that no configuration shows. */
  readonly "configured-value": { readonly value: string | null };
  readonly "configured-key": Readonly<Record<string, never>>;
  /** The output of a module or workspace whose configuration is elsewhere; `isPlanned`: a plan shows it. */
  readonly "configured-output": { readonly output: string; readonly of: string; readonly isPlanned: boolean };
  /** What a configuration names and does not declare. */
  readonly declared: { readonly name: string };
  readonly "declared-output": { readonly output: string; readonly of: string };
  readonly "default-of": { readonly variable: string };
  /** How often a module is called that its own contents repeat. */
  readonly "own-repetition": { readonly module: string };
  readonly meaning: { readonly name: string };

  /** What a value names and the input does not hold. */
  readonly named: { readonly name: string; readonly by: string; readonly input: string };
  readonly "named-output": {
    readonly output: string;
    readonly of: string;
    readonly by: string;
    readonly input: string;
  };
  readonly mentioned: { readonly value: string };
  readonly "chain-to-value": { readonly value: string };
  readonly "references-to-value": { readonly input: string; readonly value: string };
  /** Which of many objects a value names. */
  readonly "objects-of-value": { readonly value: string };
  /** How a plan combines what is spelled with what is known after apply. */
  readonly "literals-of-value": { readonly value: string; readonly literals: readonly string[] };
  /** A value that no plan shows. */
  readonly "planned-value": { readonly value: string };
  readonly "configuration-of": { readonly resource: string };
  readonly "unconfigured-value": { readonly value: string };
  /** What a value comes from. */
  readonly "origin-of-value": { readonly value: string };
  readonly "source-of-value": { readonly value: string };
}

/** An operation that is not carried out here. */
export type Operation =
  | { readonly operator: string }
  | { readonly function: string }
  | "for-expression"
  | "grouping"
  | "index"
  | "map-keys";

/** Why Terraform refuses to evaluate an expression. */
export type Refusal =
  | "a-list-has-no-such-element"
  | "a-list-holds-what-is-neither-true-nor-false"
  | "a-template-names-what-it-is-not-given"
  | "a-text-has-no-such-place"
  | "compact-takes-texts"
  | "signum-takes-a-whole-number"
  | "sort-takes-texts"
  | "sum-takes-numbers"
  | "what-is-no-map-has-no-keys"
  | "a-chunk-has-a-size"
  | "a-collection-is-converted-to-a-text-or-number"
  | "a-condition-is-neither-true-nor-false"
  | "a-format-has-too-few-arguments"
  | "a-format-has-too-many-arguments"
  | "a-format-is-null"
  | "a-format-is-wrong"
  | "a-key-is-null"
  | "a-list-does-not-have-what-is-sought"
  | "a-list-has-more-than-one-member"
  | "a-list-has-no-such-member"
  | "a-loop-over-null"
  | "a-loop-over-what-has-no-members"
  | "a-map-does-not-have-a-key"
  | "a-number-has-no-length"
  | "a-number-is-divided-by-zero"
  | "a-pattern-matches-nothing"
  | "a-range-has-no-steps"
  | "a-slice-goes-beyond-its-list"
  | "a-text-is-made-of-what-is-none"
  | "a-text-is-no-number"
  | "a-value-cannot-be-converted"
  | "a-value-has-not-the-type-of-its-variable"
  | "a-variable-s-value-names-something"
  | "an-argument-of-a-function-is-no-list"
  | "an-argument-of-a-function-is-no-number"
  | "an-argument-of-a-function-is-no-text-or-number"
  | "an-argument-of-a-function-is-null"
  | "an-argument-of-format-does-not-fit-its-verb"
  | "concat-takes-lists"
  | "join-takes-a-text-and-lists"
  | "lists-of-one-format-have-different-lengths"
  | "lookup-takes-a-map"
  | "matchkeys-takes-as-many-values-as-keys"
  | "max-takes-a-number"
  | "min-takes-a-number"
  | "no-address-range"
  | "no-argument-is-set"
  | "no-argument-of-try-can-be-evaluated"
  | "nothing-has-no-sum"
  | "null-has-no-element"
  | "null-has-no-length"
  | "null-has-no-values"
  | "null-is-neither-true-nor-false"
  | "null-is-no-list"
  | "split-takes-a-text"
  | "two-members-of-a-loop-have-the-same-key"
  | "what-is-decoded-is-no-json"
  | "what-is-decoded-is-no-text"
  | "what-is-decoded-is-no-text-in-base64"
  | "what-is-empty-has-no-members"
  | "what-is-neither-true-nor-false-has-no-opposite"
  | "what-is-no-list-cannot-be-made-a-set"
  | "what-is-no-list-cannot-be-made-one"
  | "what-is-no-list-has-no-members"
  | "what-is-no-map-cannot-be-made-one"
  | "what-is-no-number-is-counted-with"
  | "zipmap-takes-as-many-values-as-keys";

/** What a value is: an argument by its address, or a part of what a resource says. */
export type ValueName =
  | string
  | { readonly part: "direction" | "count" | "cidr-block" | "entry" | "destination" | "target"; readonly of: string };
