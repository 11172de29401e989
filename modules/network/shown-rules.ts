import { DataAwsVpcSecurityGroupRule } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rule";
import { DataAwsVpcSecurityGroupRules } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rules";
import { Construct } from "constructs";
import { EACH, eachOf, type Ids } from "./each-of";
import { showPrefixLists } from "./shown-prefix-lists";

/** A rule that somebody else may have made. */
export interface WantedRule {
  readonly direction: "ingress" | "egress";
  /** Of TCP. */
  readonly port: number;
  /** Terraform's expression of whether it leads to the wanted peer, of `rule`. */
  readonly peer: string;
}

/** The rules of security groups that exist, for a plan to show: for each group a list of their ids, and each of them. */
export class ShownRules extends Construct {
  private readonly rules: DataAwsVpcSecurityGroupRule;

  constructor(scope: Construct, id: string, groupIds: Ids) {
    super(scope, id);
    const lists = eachOf(
      groupIds,
      new DataAwsVpcSecurityGroupRules(this, "list", { filter: [{ name: "group-id", values: [EACH] }] }),
    );
    // Of a group without any rule the provider says null.
    const ids = `flatten([for list in ${lists.fqn} : coalesce(list.ids, [])])`;
    this.rules = eachOf(ids, new DataAwsVpcSecurityGroupRule(this, "rule", { securityGroupRuleId: EACH }));
    showPrefixLists(this, "prefix-list", `values(${this.rules.fqn})[*].prefix_list_id`);
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
