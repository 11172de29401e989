import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { changes, isUpdated } from "../../amazon-mq/broker-update";
import { brokerUnknown } from "../../amazon-mq/rules/broker-unknown";

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
  check({ broker }: BrokerAlone, found) {
    if (!isUpdated(broker)) return [];
    switch (changes(broker, "user")) {
      case "no":
        return [];
      case "unknown":
        return [brokerUnknown.found(broker, { open: "user", broker: broker.address })];
      case "yes":
        return [found(broker, { broker: broker.address })];
    }
  },
});
