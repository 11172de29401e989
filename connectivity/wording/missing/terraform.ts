import type { TerraformFacts } from "../../causes/missing/terraform";
import type { Clauses } from "./clauses";

/** What is missing to know what Terraform's language means, in words. */
export const terraformClauses: Clauses<TerraformFacts> = {
  instances: ({ of }, because) => `how many ${of} there are depends on what is not known: ${because.join("; ")}`,
  argument: ({ of, argument }) => `${argument} of ${of} is known after apply only`,
};
