import { brokerCompletions } from "./broker";
import { mappingCompletions } from "./mapping";
import { nameCompletions } from "./names";
import { networkCompletions } from "./network";
import { roleAndSecretCompletions } from "./role-and-secret";

export const completions = {
  ...networkCompletions,
  ...nameCompletions,
  ...roleAndSecretCompletions,
  ...brokerCompletions,
  ...mappingCompletions,
};
