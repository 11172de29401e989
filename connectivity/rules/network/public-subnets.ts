import { subjectOf } from "../../aws/network/objects";
import { rule } from "../rule";
import { isInVpc, type NetworkSubjects } from "./subjects";

/** An internet gateway that does not help. */
export const publicSubnets = rule({
  code: "public-subnets",
  severity: "note",
  effect: "none",
  kind: "outcome",
  title: "The mapping's interfaces are in a public subnet",
  meaning: "The internet gateway does not serve them, for they have no public addresses; endpoints do.",
  example: "subnet_ids = [aws_subnet.public.id] # of the broker",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
  check(subjects: NetworkSubjects, found) {
    const { placement, network } = subjects;
    if (!isInVpc(subjects)) return [];
    return placement.subnets.certain
      .filter((subnet) => network.services.isPublic(subnet, placement.vpcOf(subnet)))
      .map((subnet) => found(subjectOf(subnet), { subnet: subnet.name }));
  },
});
