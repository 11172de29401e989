import { text } from "../../../aws/iam/values";
import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import { isCreated } from "../broker-update";

/** Subnets of a cluster that are in one zone. */
export const subnetZones = rule({
  code: "subnet-zones",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Two of a cluster's subnets are in one zone",
  meaning: "The subnets of a cluster have to be in different availability zones.",
  example:
    'deployment_mode = "CLUSTER_MULTI_AZ"\nsubnet_ids      = [aws_subnet.a1.id, aws_subnet.a2.id] # both eu-west-1a',
  source: "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html",
  check({ broker, model }: BrokerSubjects, found) {
    if (!isCreated(broker) || text(broker.get("deployment_mode")) !== "CLUSTER_MULTI_AZ") return [];
    const byZone = new Map<string, string>();
    for (const { instance } of model.links(broker.get("subnet_ids"), ["aws_subnet", "aws_default_subnet"]).certain) {
      const zone = text(instance.get("availability_zone")) ?? text(instance.get("availability_zone_id"));
      if (zone === null) continue;
      const one = byZone.get(zone);
      if (one !== undefined && one !== instance.address) return [found(broker, { one, other: instance.address, zone })];
      byZone.set(zone, instance.address);
    }
    return [];
  },
});
