import type { BrokerSubjects } from "../../../mapping/findings/subjects";
import { rule } from "../../../rules/rule";
import { changes, isUpdated, newObjectIn } from "../broker-update";
import { brokerUnknown } from "./broker-unknown";

const REMEDY = "Keep the groups and change their rules, or replace the broker.";

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
  check({ broker }: BrokerSubjects, found) {
    if (!isUpdated(broker)) return [];
    switch (changes(broker, "security_groups")) {
      case "no":
        return [];
      case "unknown": {
        const why = `Whether the security groups of ${broker.address} change, which Amazon MQ refuses for RabbitMQ, is known after apply only.`;
        return [brokerUnknown.found(broker, why, REMEDY)];
      }
      case "yes": {
        const fresh = newObjectIn(broker.get("security_groups"));
        const cause = fresh === null ? "" : `, because the plan ${fresh.change}s ${fresh.address}`;
        const why = `The plan changes the security groups of ${broker.address}${cause}, which Amazon MQ refuses for RabbitMQ.`;
        return [found(broker, why, REMEDY)];
      }
    }
  },
});
