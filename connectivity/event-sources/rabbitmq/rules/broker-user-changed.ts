import type { BrokerSubjects } from "../../../mapping/findings/subjects";
import { rule } from "../../../rules/rule";
import { changes, isUpdated } from "../broker-update";
import { brokerUnknown } from "./broker-unknown";

const REMEDY =
  "Change the user in RabbitMQ itself, and add user to ignore_changes in the broker's lifecycle block, so that Terraform leaves it alone.";

/** From provider 6.38 on a plan shows such a change and the apply asks for it; before, the provider hides it and does nothing. */
export const brokerUserChanged = rule({
  code: "broker-user-changed",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "The user of an existing RabbitMQ broker changes",
  meaning:
    "Amazon MQ's API makes the user along with the broker and refuses to change it after that. Provider 6.38 and later asks for it; earlier ones hide the difference.",
  example: "# ~ user {\n#   ~ password = (sensitive value)",
  source: "https://github.com/hashicorp/terraform-provider-aws/pull/46883",
  check({ broker }: BrokerSubjects, found) {
    if (!isUpdated(broker)) return [];
    switch (changes(broker, "user")) {
      case "no":
        return [];
      case "unknown": {
        const why = `Whether the user of ${broker.address} changes, which Amazon MQ refuses for RabbitMQ, is known after apply only.`;
        return [brokerUnknown.found(broker, why, REMEDY)];
      }
      case "yes": {
        const why = `The plan changes the user of ${broker.address}, and Amazon MQ's users API does not apply to RabbitMQ brokers.`;
        return [found(broker, why, REMEDY)];
      }
    }
  },
});
