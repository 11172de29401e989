import { rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import { textOf } from "../../../terraform/model/shown-values";
import { isCreated } from "../broker-update";

/** What the modes that take several subnets make: a cluster of RabbitMQ, a pair of ActiveMQ. */
const MADE: ReadonlyMap<string, "cluster" | "pair"> = new Map([
  ["CLUSTER_MULTI_AZ", "cluster"],
  ["ACTIVE_STANDBY_MULTI_AZ", "pair"],
]);

/** Subnets of a broker in several zones that are in one zone. */
export const subnetZones = rule({
  code: "subnet-zones",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Two of a broker's subnets are in one zone",
  meaning:
    "The subnets of a cluster, or of an active and a standby broker, have to be in different availability zones.",
  example:
    'deployment_mode = "CLUSTER_MULTI_AZ"\nsubnet_ids      = [aws_subnet.a1.id, aws_subnet.a2.id] # both eu-west-1a',
  source: "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html",
  check({ broker, model }: BrokerAlone, found) {
    const made = MADE.get(textOf(broker.get("deployment_mode")) ?? "");
    if (!isCreated(broker) || made === undefined) return [];
    const byZone = new Map<string, string>();
    for (const { instance } of model.links(broker.get("subnet_ids"), ["aws_subnet", "aws_default_subnet"]).certain) {
      const zone = textOf(instance.get("availability_zone")) ?? textOf(instance.get("availability_zone_id"));
      if (zone === null) continue;
      const one = byZone.get(zone);
      if (one !== undefined && one !== instance.address)
        return [found(broker, { made, one, other: instance.address, zone })];
      byZone.set(zone, instance.address);
    }
    return [];
  },
});
