import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { changes, isUpdated, newObjectIn } from "../../amazon-mq/broker-update";
import { brokerUnknown } from "../../amazon-mq/rules/broker-unknown";

/** RabbitMQ brokers keep the security groups that they were made with. */
export const securityGroupsChanged = rule({
  code: "security-groups-changed",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "The security groups of an existing RabbitMQ broker change",
  meaning: "Amazon MQ refuses to change them. Change the rules of the groups instead, or replace the broker.",
  example: '# ~ security_groups = [\n#   - "sg-0a1b2c3d", + (known after apply)',
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/33514",
  check({ broker }: BrokerAlone, found) {
    if (!isUpdated(broker)) return [];
    switch (changes(broker, "security_groups")) {
      case "no":
        return [];
      case "unknown":
        return [brokerUnknown.found(broker, { open: "security-groups", broker: broker.address })];
      case "yes":
        return [found(broker, { broker: broker.address, because: newObjectIn(broker.get("security_groups")) })];
    }
  },
});
