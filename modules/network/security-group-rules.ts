import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { type DynamicListTerraformIterator, type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";

/** Where traffic comes from or goes to: the members of a security group, or an IPv4 range. */
export type Peer =
  | { readonly securityGroupId: string }
  | { readonly cidr: string }
  /** One rule for each `cidr_block_associations` of a VPC. */
  | { readonly eachCidr: DynamicListTerraformIterator };

interface RuleProps {
  readonly securityGroupId: string;
  readonly port: number;
  readonly description: string;
  /** Terraform's expression of whether the rule is made. @default it is */
  readonly where?: string;
}

/**
 * The rules of one placement, each a resource of its own: a broker's groups never change after its creation, only their
 * rules do.
 */
export class SecurityGroupRules extends Construct {
  private readonly created: ITerraformDependable[] = [];

  /** Lets TCP in on one port. */
  admit(id: string, rule: RuleProps & { readonly from: Peer }): void {
    this.created.push(new VpcSecurityGroupIngressRule(this, id, { ...common(rule), ...peerArguments(rule.from) }));
  }

  /** Lets TCP out to one port. */
  allow(id: string, rule: RuleProps & { readonly to: Peer }): void {
    this.created.push(new VpcSecurityGroupEgressRule(this, id, { ...common(rule), ...peerArguments(rule.to) }));
  }

  /** All rules so far: what must exist before traffic that relies on them. */
  get all(): readonly ITerraformDependable[] {
    return this.created;
  }
}

function common({ securityGroupId, port, description, where }: RuleProps) {
  const count = where === undefined ? {} : { count: Token.asNumber(`\${${where} ? 1 : 0}`) };
  return { securityGroupId, description, ipProtocol: "tcp", fromPort: port, toPort: port, ...count };
}

function peerArguments(peer: Peer) {
  if ("securityGroupId" in peer) {
    return { referencedSecurityGroupId: peer.securityGroupId };
  }
  return "cidr" in peer
    ? { cidrIpv4: peer.cidr }
    : { forEach: peer.eachCidr, cidrIpv4: peer.eachCidr.getString("cidr_block") };
}
