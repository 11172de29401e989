import type { Operation, Refusal, TerraformFacts } from "../../causes/missing/terraform";
import type { Clauses } from "./clause-table";

/** What is missing to know what Terraform's language means, in words. */
export const terraformClauses: Clauses<TerraformFacts> = {
  value: ({ value }) => {
    if (value === null) return "something else is known after apply only";
    if (typeof value === "string") return `${value} is known after apply only`;
    return value.part === "count"
      ? `how many ${value.of} there are is known after apply only`
      : `${PARTS[value.part]} ${value.of} is known after apply only`;
  },
  "value-made-from": ({ value, source }) =>
    `${value} is known after apply only: it is made from ${source ?? "something else"}`,
  circular: ({ value }) => `${value} refers to itself`,
  chain: () => "a chain of references is too long to follow",
  instances: ({ of }, because) => `how many ${of} there are depends on what is not known: ${because.join("; ")}`,
  argument: ({ of, argument }) => `${argument} of ${of} is known after apply only`,
  "sensitive-name": ({ source }) =>
    `a sensitive value names an object that is not in ${source === "several" ? "these inputs" : `this ${source}`}`,

  "refused-expression": ({ why }) => REFUSALS[why],
  "absent-attribute": ({ of, attribute }) => `${OWNERS[of] ?? `a ${of}`} has no ${attribute}`,
  operation: ({ operation }) => `${operationName(operation)} is not evaluated`,
  "file-content": ({ function: reader }) => `what ${reader}() reads is not in this input`,
  expression: ({ of }) =>
    of === null ? "an expression is not understood" : `the expression of ${of} is not understood: check the plan`,
  "beyond-limit": ({ limit }) => LIMITS[limit],

  "configured-value": ({ value }) => `${value ?? "a value"} is not shown in a configuration`,
  "configured-key": () => "a key is not shown in a configuration",
  "configured-output": ({ output, of, isPlanned }) =>
    `output ${output} of ${of} is not shown in a configuration: check the plan${isPlanned ? ", which shows it" : ""}`,
  declared: ({ name }) => `${name} is not in this configuration`,
  "declared-output": ({ output, of }) => `output ${output} of ${of} is not in this configuration`,
  "default-of": ({ variable }) => `${variable} has no default: check the plan, which shows its value`,
  "own-repetition": ({ module }) => `${module} is repeated by what it makes itself`,
  meaning: ({ name }) => `${name} means nothing here`,

  named: ({ name, by, input }) => `${name}, which ${by} names, is not in ${input}`,
  "named-output": ({ output, of, by, input }) => `output ${output} of ${of}, which ${by} names, is not in ${input}`,
  mentioned: ({ value }) => `${value} is not shown`,
  "chain-to-value": ({ value }) => `${value} comes from too long a chain of references`,
  "references-to-value": ({ input, value }) => `${input} has too many references to follow ${value}`,
  "objects-of-value": ({ value }) => `${value} names too many objects to tell them apart`,
  "literals-of-value": ({ value, literals }) =>
    `${value} may also hold what ${literals.join(" and ")} names: a plan does not show how they are combined`,
  "planned-value": ({ value }) => `${value} is not shown in a plan`,
  "configuration-of": ({ resource }) => `the configuration of ${resource} is not in the plan`,
  "unconfigured-value": ({ value }) => `${value} is known after apply, and its configuration is not in the plan`,
  "origin-of-value": ({ value }) =>
    `${value} is known after apply, and the plan does not show what it comes from (a dynamic block, say)`,
  "source-of-value": ({ value }) => `${value} is computed, and the plan does not show from what`,
};

/** What has no such attribute. */
const OWNERS: Readonly<Record<string, string>> = { null: "null", object: "an object" };

function operationName(operation: Operation): string {
  if (typeof operation === "string") return OPERATIONS[operation];
  return "operator" in operation ? `the operator ${operation.operator}` : `${operation.function}()`;
}

const OPERATIONS = {
  "for-expression": "a for expression",
  grouping: "a grouping for expression",
  index: "an index",
  "map-keys": "a map with keys that are not known",
};

const LIMITS = {
  "size-of-value": "a value is too large to be followed",
  "length-of-text": "a text is too long to be followed",
  "depth-of-expression": "an expression refers to too long a chain of others",
  "size-of-configuration": "the configuration is too large to evaluate all of its expressions",
};

const REFUSALS: Readonly<Record<Refusal, string>> = {
  "a-list-has-no-such-element": "a list has no such element",
  "a-list-holds-what-is-neither-true-nor-false": "a list holds what is neither true nor false",
  "a-template-names-what-it-is-not-given": "a template names what it is not given",
  "a-text-has-no-such-place": "a text has no such place",
  "compact-takes-texts": "compact takes texts",
  "signum-takes-a-whole-number": "signum takes a whole number",
  "sort-takes-texts": "sort takes texts",
  "sum-takes-numbers": "sum takes numbers",
  "what-is-no-map-has-no-keys": "what is no map has no keys",
  "a-chunk-has-a-size": "a chunk has a size",
  "a-collection-is-converted-to-a-text-or-number": "a collection is converted to a text or number",
  "a-condition-is-neither-true-nor-false": "a condition is neither true nor false",
  "a-format-has-too-few-arguments": "a format has too few arguments",
  "a-format-has-too-many-arguments": "a format has too many arguments",
  "a-format-is-null": "a format is null",
  "a-format-is-wrong": "a format is wrong",
  "a-key-is-null": "a key is null",
  "a-list-does-not-have-what-is-sought": "a list does not have what is sought",
  "a-list-has-more-than-one-member": "a list has more than one member",
  "a-list-has-no-such-member": "a list has no such member",
  "a-loop-over-null": "a loop over null",
  "a-loop-over-what-has-no-members": "a loop over what has no members",
  "a-map-does-not-have-a-key": "a map does not have a key",
  "a-number-has-no-length": "a number has no length",
  "a-number-is-divided-by-zero": "a number is divided by zero",
  "a-pattern-matches-nothing": "a pattern matches nothing",
  "a-range-has-no-steps": "a range has no steps",
  "a-slice-goes-beyond-its-list": "a slice goes beyond its list",
  "a-text-is-made-of-what-is-none": "a text is made of what is none",
  "a-text-is-no-number": "a text is no number",
  "a-value-cannot-be-converted": "a value cannot be converted",
  "a-value-has-not-the-type-of-its-variable": "a value has not the type of its variable",
  "a-variable-s-value-names-something": "a variable's value names something",
  "an-argument-of-a-function-is-no-list": "an argument of a function is no list",
  "an-argument-of-a-function-is-no-number": "an argument of a function is no number",
  "an-argument-of-a-function-is-no-text-or-number": "an argument of a function is no text or number",
  "an-argument-of-a-function-is-null": "an argument of a function is null",
  "an-argument-of-format-does-not-fit-its-verb": "an argument of format does not fit its verb",
  "concat-takes-lists": "concat takes lists",
  "join-takes-a-text-and-lists": "join takes a text and lists",
  "lists-of-one-format-have-different-lengths": "lists of one format have different lengths",
  "lookup-takes-a-map": "lookup takes a map",
  "matchkeys-takes-as-many-values-as-keys": "matchkeys takes as many values as keys",
  "max-takes-a-number": "max takes a number",
  "min-takes-a-number": "min takes a number",
  "no-address-range": "an address range, or what is taken of it, is none",
  "no-argument-is-set": "no argument is set",
  "no-argument-of-try-can-be-evaluated": "no argument of try can be evaluated",
  "nothing-has-no-sum": "nothing has no sum",
  "null-has-no-element": "null has no element",
  "null-has-no-length": "null has no length",
  "null-has-no-values": "null has no values",
  "null-is-neither-true-nor-false": "null is neither true nor false",
  "null-is-no-list": "null is no list",
  "split-takes-a-text": "split takes a text",
  "two-members-of-a-loop-have-the-same-key": "two members of a loop have the same key",
  "what-is-decoded-is-no-json": "what is decoded is no JSON",
  "what-is-decoded-is-no-text": "what is decoded is no text",
  "what-is-decoded-is-no-text-in-base64": "what is decoded is no text in base64",
  "what-is-empty-has-no-members": "what is empty has no members",
  "what-is-neither-true-nor-false-has-no-opposite": "what is neither true nor false has no opposite",
  "what-is-no-list-cannot-be-made-a-set": "what is no list cannot be made a set",
  "what-is-no-list-cannot-be-made-one": "what is no list cannot be made one",
  "what-is-no-list-has-no-members": "what is no list has no members",
  "what-is-no-map-cannot-be-made-one": "what is no map cannot be made one",
  "what-is-no-number-is-counted-with": "what is no number is counted with",
  "zipmap-takes-as-many-values-as-keys": "zipmap takes as many values as keys",
};

const PARTS = {
  direction: "the direction of",
  "cidr-block": "a CIDR block of",
  entry: "an entry of",
  destination: "the destination of a route of",
  target: "the target of",
};
