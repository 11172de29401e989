import type { TerraformFacts } from "../../causes/missing/terraform";
import type { Clauses } from "./clauses";

/** What is missing to know what Terraform's language means, in words. */
export const terraformClauses: Clauses<TerraformFacts> = {
  value: ({ value }) => {
    if (typeof value === "string") return `${value} is known after apply only`;
    return value.part === "count"
      ? `how many ${value.of} there are is known after apply only`
      : `${PARTS[value.part]} ${value.of} is known after apply only`;
  },
  circular: ({ value }) => `${value} refers to itself`,
  chain: () => "a chain of references is too long to follow",
  instances: ({ of }, because) => `how many ${of} there are depends on what is not known: ${because.join("; ")}`,
  argument: ({ of, argument }) => `${argument} of ${of} is known after apply only`,
};

const PARTS = {
  direction: "the direction of",
  "cidr-block": "a CIDR block of",
  entry: "an entry of",
  destination: "the destination of a route of",
  target: "the target of",
};
