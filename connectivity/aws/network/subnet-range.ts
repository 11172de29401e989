import { type Judgement, no, YES } from "../../proof/judgement";
import { covers } from "./addresses";
import { subjectOf } from "./objects";
import type { Subnet } from "./subnets";
import type { Vpc, Vpcs } from "./vpcs";

/** Whether a subnet's addresses are certainly not all among those of its VPC. */
export function isOutside(subnet: Subnet, vpc: Vpc, vpcs: Vpcs): boolean {
  const blocks = vpcs.blocksOf(vpc);
  return subnet.ranges !== null && blocks.complete && !covers(blocks.ranges, subnet.ranges);
}

/** The local route is for the VPC's blocks: what is outside of them reaches nothing, and AWS refuses such a subnet. */
export function insideVpc(subnet: Subnet, vpc: Vpc, vpcs: Vpcs): Judgement {
  if (!isOutside(subnet, vpc, vpcs)) return YES;
  return no({
    code: "subnet-outside-vpc",
    resource: subjectOf(vpc),
    explanation: `The range of ${subnet.address} is not in that of ${vpc.address}, so AWS refuses the subnet.`,
    remedy: `Give ${subnet.address} a range inside that of ${vpc.address}.`,
  });
}
