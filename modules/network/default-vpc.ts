import { DataAwsSecurityGroup } from "@cdktf/provider-aws/lib/data-aws-security-group";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { type DynamicListTerraformIterator, TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import type { Settings } from "../settings";

/** The account's default VPC and its default security group: not ours, so only looked up. */
export class DefaultVpc extends Construct {
  readonly vpc: DataAwsVpc;
  readonly defaultGroup: DataAwsSecurityGroup;

  constructor(scope: Construct, id: string, settings: Pick<Settings, "region">) {
    super(scope, id);
    this.vpc = new DataAwsVpc(this, "vpc", { default: true });
    // Of a missing one that look-up says "no matching EC2 VPC found"; a list that may be empty lets us say more.
    const found = new DataAwsVpcs(this, "defaults", { filter: [{ name: "is-default", values: ["true"] }] });
    // Not a postcondition on the look-up: Terraform would put off reading a data source with one until the guard of the Region, which
    // its provider rests on, is applied; and which rules there are would not be known when planning.
    new KeptValue(this, "exists", {
      input: `\${${found.fqn}.ids}`,
      postcondition: [
        {
          condition: `\${length(self.input) == 1}`,
          errorMessage:
            `This account has no default VPC in ${settings.region}, and option-2-default-vpc needs one. ` +
            "Create it (aws ec2 create-default-vpc) or deploy option-3-private-nat, option-4-isolated or option-5-public-subnets. " +
            "See https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
        },
      ],
    });
    this.defaultGroup = new DataAwsSecurityGroup(this, "default-group", { name: "default", vpcId: this.vpc.id });
  }

  /** The VPC's IPv4 ranges, one at a time. */
  get ranges(): DynamicListTerraformIterator {
    return TerraformIterator.fromComplexList(this.vpc.cidrBlockAssociations, "cidr_block");
  }
}
