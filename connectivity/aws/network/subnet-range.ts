import { cause } from "../../causes/cause";
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
  return no(cause("subnet-outside-vpc", subjectOf(vpc), { subnets: [subnet.name], vpc: vpc.name }));
}
