import { DataAwsVpcSecurityGroupRule } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rule";
import { DataAwsVpcSecurityGroupRules } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rules";
import { Fn, TerraformIterator } from "cdktf";
import { Construct } from "constructs";

/** The rules of security groups that exist, for a plan to show: a list of their ids, and each of them. */
export class ShownRules extends Construct {
  /** @param groupIds a reference to a set of ids */
  constructor(scope: Construct, id: string, groupIds: string[]) {
    super(scope, id);
    const list = new DataAwsVpcSecurityGroupRules(this, "list", { filter: [{ name: "group-id", values: groupIds }] });
    // Of groups without any rule the provider says null.
    const each = TerraformIterator.fromList(Fn.coalesce([list.ids, []]));
    new DataAwsVpcSecurityGroupRule(this, "rule", { forEach: each, securityGroupRuleId: each.value });
  }
}
