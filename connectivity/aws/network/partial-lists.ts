import type { Instance, Model } from "../../terraform/model/model";
import { textOf } from "../../terraform/model/shown-values";
import { isElsewhere, regionOf } from "./regions";
import type { Vpc } from "./vpcs";

/**
 * Whether what a data source lists of a VPC's NAT gateways or endpoints is certainly not all: it looked in another Region, or the VPC is
 * another account's, which shares its subnets. Whoever they are shared with sees neither of the owner's.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-service-behavior.html
 */
export function isPartial(list: Instance, vpc: Vpc, model: Model): boolean {
  return isElsewhere(list, regionOf(vpc, [])) || isOfAnotherAccount(vpc, model);
}

function isOfAnotherAccount(vpc: Vpc, model: Model): boolean {
  const owners = vpc.sources.flatMap((source) => textOf(source.get("owner_id")) ?? []);
  const own = model.ofType("aws_caller_identity").flatMap((caller) => textOf(caller.get("account_id")) ?? []);
  return own.length > 0 && owners.some((owner) => !own.includes(owner));
}
