import { DataAwsVpcSecurityGroupRule } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rule";
import { DataAwsVpcSecurityGroupRules } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rules";
import { Fn, TerraformIterator } from "cdktf";
import { Construct } from "constructs";

/** A rule that somebody else may have made. */
export interface WantedRule {
  readonly direction: "ingress" | "egress";
  /** Of TCP. */
  readonly port: number;
  /** Terraform's expression of whether it leads to the wanted peer, of `rule`. */
  readonly peer: string;
}

/** The rules of security groups that exist, for a plan to show: a list of their ids, and each of them. */
export class ShownRules extends Construct {
  private readonly rules: DataAwsVpcSecurityGroupRule;

  /** @param groupIds a reference to a set of ids */
  constructor(scope: Construct, id: string, groupIds: string[]) {
    super(scope, id);
    const list = new DataAwsVpcSecurityGroupRules(this, "list", { filter: [{ name: "group-id", values: groupIds }] });
    // Of groups without any rule the provider says null.
    const each = TerraformIterator.fromList(Fn.coalesce([list.ids, []]));
    this.rules = new DataAwsVpcSecurityGroupRule(this, "rule", { forEach: each, securityGroupRuleId: each.value });
  }

  /**
   * Terraform's expression of whether nobody else has made such a rule: EC2 refuses the same rule twice.
   *
   * @param ours what descriptions of our own rules begin with: once they are made, they are shown too
   */
  lacks({ direction, port, peer }: WantedRule, ours: string): string {
    const fits = [
      `rule.is_egress == ${direction === "egress"}`,
      `contains(["-1", "tcp"], rule.ip_protocol)`,
      `(rule.ip_protocol == "-1" ? true : rule.from_port <= ${port} && rule.to_port >= ${port})`,
      `!startswith(coalesce(rule.description, "-"), ${JSON.stringify(ours)})`,
      peer,
    ];
    return `!anytrue([for rule in values(${this.rules.fqn}) : try(${fits.join(" && ")}, false)])`;
  }
}
