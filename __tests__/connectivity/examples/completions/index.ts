import { activemqCompletions } from "./activemq";
import { brokerCompletions } from "./broker";
import { mappingCompletions } from "./mapping";
import { nameCompletions } from "./names";
import { networkCompletions } from "./network";
import { roleAndSecretCompletions } from "./role-and-secret";
import { updateCompletions } from "./updates";

export const completions = {
  ...networkCompletions,
  ...nameCompletions,
  ...roleAndSecretCompletions,
  ...brokerCompletions,
  ...activemqCompletions,
  ...mappingCompletions,
  ...updateCompletions,
};
