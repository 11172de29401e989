import { anyOf } from "../../../aws/network/refs";
import type { Subnet } from "../../../aws/network/subnets";
import { type Answer, agreed, every } from "../../../proof/answer";
import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import { flagOf, isLeftToAws } from "../../../terraform/model/shown-values";
import { isCreated } from "../broker-update";
import { brokerUnknown } from "./broker-unknown";

/** A new public broker in a subnet that is named and not public. Where none is named Amazon MQ chooses one that is. */
export const publicBrokerSubnet = rule({
  code: "public-broker-subnet",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "A public broker in a subnet without an internet gateway",
  meaning:
    "Amazon MQ looks for the internet gateway when it makes a publicly accessible broker, and answers that a subnet without a route to one does not exist.",
  example:
    "publicly_accessible = true\nsubnet_ids          = [aws_subnet.private.id] # its route table leads to no internet gateway",
  source: "https://github.com/aws-controllers-k8s/community/pull/703",
  check(subjects: BrokerSubjects, found) {
    const { broker, placement } = subjects;
    if (!isCreated(broker) || flagOf(broker.get("publicly_accessible")) !== true || isLeftToAws(broker, "subnet_ids")) {
      return [];
    }
    const answer = arePublic(subjects);
    if (answer === "yes") return [];
    const subnet = anyOf(placement.subnets).find((one) => isPublic(one, subjects) === answer);
    return answer === "no" && subnet !== undefined
      ? [found(broker, { broker: broker.address, subnet: subnet.name })]
      : [
          brokerUnknown.found(broker, {
            open: "internet-gateway",
            broker: broker.address,
            subnet: subnet?.name ?? null,
          }),
        ];
  },
});

/** Whether all of the broker's subnets have a route to an internet gateway. */
function arePublic(subjects: BrokerSubjects): Answer {
  const { certain, possible, missing } = subjects.placement.subnets;
  const answers = certain.map((subnet) => isPublic(subnet, subjects));
  const either = possible.length === 0 ? [] : [agreed(possible.map((subnet) => isPublic(subnet, subjects)))];
  return every([...answers, ...either, ...(missing.length > 0 ? (["unknown"] as const) : [])]);
}

function isPublic(subnet: Subnet, { network, placement }: BrokerSubjects): Answer {
  return network.internetGateways.serve(subnet, placement.vpcOf(subnet));
}
