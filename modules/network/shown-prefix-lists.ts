import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import type { Construct } from "constructs";
import { EACH, eachOf } from "./each-of";

/**
 * Prefix lists that routes or rules name, for a plan to show: what is in them, and those of S3 and DynamoDB by their names.
 *
 * @param ids Terraform's expression of a list of ids; texts that are empty name none
 */
export function showPrefixLists(scope: Construct, id: string, ids: string): void {
  eachOf(`compact(${ids})`, new DataAwsEc2ManagedPrefixList(scope, id, { id: EACH }));
}
