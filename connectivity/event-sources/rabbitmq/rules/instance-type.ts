import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import type { Instance } from "../../../terraform/model/model";
import { givenOf, givenTextOf, isUnset } from "../../../terraform/model/shown-values";
import { isSet } from "../../amazon-mq/broker-update";
import { brokerUnknown, notShown } from "../../amazon-mq/rules/broker-unknown";
import { OFFERED, versionOf } from "../versions";

const SIZES = ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const M7G = SIZES.map((size) => `mq.m7g.${size}`);
const M5 = ["large", "xlarge", "2xlarge", "4xlarge"].map((size) => `mq.m5.${size}`);

/** Instance types by series. @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html */
const TYPES: Readonly<Record<string, readonly string[]>> = { "3.13": [...M7G, ...M5], "4.2": M7G, "4.3": M7G };

/** Families of which it is known what Amazon MQ makes of them with RabbitMQ. */
const KNOWN_FAMILIES = ["mq.t2", "mq.t3", "mq.m4", "mq.m5"];

/** Instance types that Amazon MQ does not offer for the broker's version. */
export const instanceType = rule({
  code: "instance-type",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Amazon MQ does not take this instance type",
  meaning:
    "RabbitMQ 4 runs on mq.m7g only, 3.13 on mq.m7g and mq.m5. New RabbitMQ brokers on mq.t3.micro are refused, and brokers on other types do not go back to it.",
  example: 'engine_version     = "3.13"\nhost_instance_type = "mq.t3.micro"',
  source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html",
  check({ broker }: BrokerAlone, found) {
    if (!isSet(broker, "host_instance_type") && !needsAnother(broker)) return [];
    const given = broker.get("host_instance_type");
    if (isUnset(given)) return [found(broker, { why: "missing", broker: broker.address })];
    const type = givenTextOf(given);
    if (type === null) return notShown(broker, "host_instance_type");
    const series = seriesOf(broker);
    const offered = TYPES[series ?? ""] ?? [...M7G, ...M5];
    if (offered.includes(type)) return [];
    const asked = { type: givenOf(given), series };
    const family = type.slice(0, type.lastIndexOf("."));
    return KNOWN_FAMILIES.includes(family) || !type.startsWith("mq.")
      ? [found(broker, { why: "not-offered", broker: broker.address, ...asked })]
      : [brokerUnknown.found(broker, { open: "instance-type", ...asked })];
  },
});

/** Whether a broker that keeps its type goes to another series, which may not run on it: brokers on mq.t3 exist up to 3.13. */
function needsAnother(broker: Instance): boolean {
  const present = versionOf(givenTextOf(broker.before("engine_version")))?.series;
  return isSet(broker, "engine_version") && seriesOf(broker) !== present && seriesOf(broker) !== "3.13";
}

function seriesOf(broker: Instance): string | null {
  const series = versionOf(givenTextOf(broker.get("engine_version")))?.series;
  return OFFERED.find((one) => one === series) ?? null;
}

/** Whether a series runs on a type. True for a series of which the types are not known. */
export function runsOn(series: string, type: string): boolean {
  return TYPES[series]?.includes(type) !== false;
}
