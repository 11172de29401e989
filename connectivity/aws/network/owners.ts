import type { Model } from "../../terraform/model/model";
import { textOf } from "../../terraform/model/shown-values";
import type { Vpc } from "./vpcs";

/**
 * Whether a VPC certainly belongs to another account, which shares its subnets. Whoever they are shared with sees neither the owner's
 * NAT gateways nor the owner's endpoints: what a data source lists there is not all.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-service-behavior.html
 */
export function isOfAnotherAccount(vpc: Vpc, model: Model): boolean {
  const owners = vpc.sources.flatMap((source) => textOf(source.get("owner_id")) ?? []);
  const own = model.ofType("aws_caller_identity").flatMap((caller) => textOf(caller.get("account_id")) ?? []);
  return own.length > 0 && owners.some((owner) => !own.includes(owner));
}
