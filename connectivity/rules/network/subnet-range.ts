import { subjectOf } from "../../aws/network/objects";
import { isOutside } from "../../aws/network/subnet-range";
import { rule } from "../rule";
import { isInVpc, type NetworkSubjects } from "./subjects";

/** Subnets of the broker that their VPC has no room for. */
export const subnetRange = rule({
  code: "subnet-range",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "A subnet outside of its VPC's range",
  meaning: "AWS refuses a subnet whose range is not in one of the VPC's blocks.",
  example: 'cidr_block = "10.1.0.0/24" # in a VPC of 10.0.0.0/16',
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
  check(subjects: NetworkSubjects, found) {
    const { placement, network } = subjects;
    if (!isInVpc(subjects)) return [];
    return placement.subnets.certain
      .filter((subnet) => isOutside(subnet, subnet.vpc, network.vpcs))
      .map((subnet) => found(subjectOf(subnet), { subnet: subnet.name, vpc: subnet.vpc.name }));
  },
});
