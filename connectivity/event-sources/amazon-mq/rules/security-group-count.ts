import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { isMade } from "../broker-update";
import { countOf } from "../count";

const MOST = 5;

/** More security groups than Amazon MQ takes. */
export const securityGroupCount = rule({
  code: "security-group-count",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "More than five security groups",
  meaning: "Amazon MQ takes at most five.",
  example:
    "security_groups = [\n  aws_security_group.a.id, aws_security_group.b.id, aws_security_group.c.id,\n  aws_security_group.d.id, aws_security_group.e.id, aws_security_group.f.id,\n]",
  source: "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html",
  check({ broker }: BrokerAlone, found) {
    const { least } = countOf(broker.get("security_groups"));
    return isMade(broker) && least > MOST ? [found(broker, { broker: broker.address, count: least, most: MOST })] : [];
  },
});
