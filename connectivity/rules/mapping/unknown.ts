import { missingFact } from "../../causes/missing-fact";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { rule } from "../rule";

/** Found by the rules about the mapping's arguments, where the input does not show one that decides. */
export const mappingUnknown = rule({
  code: "mapping-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "refused",
  title: "Whether Lambda takes the mapping is not known",
  meaning: "An argument that decides it is known after apply only.",
  example: "batch_size = terraform_data.settings.output.batch_size # known after apply",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html",
});

/** What is to say of an argument that decides and is not shown. */
export function notShown(mapping: Instance, argument: string): Finding {
  const missing = missingFact("argument", { of: mapping.address, argument }, "apply");
  return mappingUnknown.found(mapping, { mapping: mapping.address, argument }, [missing]);
}
