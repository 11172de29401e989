import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { DataAwsVpcDhcpOptions } from "@cdktf/provider-aws/lib/data-aws-vpc-dhcp-options";
import { type DynamicListTerraformIterator, TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import type { Settings } from "../settings";
import { EACH, eachOf } from "./each-of";
import type { MappingService } from "./endpoint-service";
import { ShownEndpoints } from "./shown-endpoints";
import { ShownNatGateways } from "./shown-nat-gateways";
import { ShownSubnets } from "./shown-subnets";

export interface ExistingNetworkProps {
  /** Which endpoints it has, and in which Region. */
  readonly settings: Pick<Settings, "region" | "existingEndpoints">;
  /** The VPC, where it is known beforehand. @default that of the subnets */
  readonly vpcId?: string | undefined;
  /** Ids of the subnets, of one VPC: known beforehand, or once Terraform plans. */
  readonly subnetIds: string[];
  /** The setting that leads to these subnets, for what is said of them. */
  readonly givenBy: "existingSubnets" | "existingVpc" | "existingBroker";
}

/** What to do instead of mending a network. */
const instead = {
  existingSubnets: { elsewhere: "subnets of another VPC", subnets: "name other subnets in existingSubnets" },
  existingVpc: { elsewhere: "another VPC", subnets: "choose other subnets by existingSubnetTags" },
  existingBroker: { elsewhere: "a broker in another VPC", subnets: undefined },
} as const;

/**
 * Subnets that exist, and what AWS shows of their VPC: DNS, routes, NAT gateways, and the endpoints that it has. Nothing here makes
 * anything: it lets a plan prove the path, and say what is missing before anything is made.
 */
export class ExistingNetwork extends Construct {
  readonly vpcId: string;
  readonly subnetIds: string[];
  readonly subnets: ShownSubnets;
  /** The VPC's IPv4 ranges, one at a time. */
  readonly ranges: DynamicListTerraformIterator;

  private readonly tables: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExistingNetworkProps,
  ) {
    super(scope, id);
    this.subnetIds = props.subnetIds;
    this.subnets = new ShownSubnets(this, "subnets", props.subnetIds);
    const vpc = new DataAwsVpc(this, "vpc", { id: props.vpcId ?? `\${element(${this.subnets.all("vpc_id")}, 0)}` });
    const { id: vpcId, mainRouteTableId: mainTableId } = vpc;
    this.vpcId = vpcId;
    this.ranges = TerraformIterator.fromComplexList(vpc.cidrBlockAssociations, "cidr_block");
    this.tables = this.subnets.showTables(mainTableId);
    new ShownNatGateways(this, "nat-gateways", { vpcId, mainTableId, tables: this.tables });
    this.showDns(vpc);
  }

  /** Shows the endpoints that the VPC has. @param notMade services of which the stack makes none */
  showEndpoints(notMade: readonly MappingService[]): void {
    new ShownEndpoints(this, "endpoints", { settings: this.props.settings, vpcId: this.vpcId, notMade });
  }

  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support */
  private showDns({ fqn }: DataAwsVpc): void {
    const attributes = { enable_dns_support: "--enable-dns-support", enable_dns_hostnames: "--enable-dns-hostnames" };
    for (const [attribute, option] of Object.entries(attributes)) {
      new KeptValue(this, attribute, {
        input: `\${${fqn}.${attribute}}`,
        renewedBy: [`\${${fqn}.id}`],
        postcondition: [
          {
            condition: `\${self.input}`,
            errorMessage:
              `The VPC \${${fqn}.id} of ${this.props.givenBy} has ${attribute} switched off: neither the broker's name nor the private names of endpoints resolve without it. ` +
              `Switch it on (aws ec2 modify-vpc-attribute --vpc-id \${${fqn}.id} ${option}), or name ${instead[this.props.givenBy].elsewhere}. ` +
              "See https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support",
          },
        ],
      });
    }
    // A VPC without any has the word "default" in their place.
    const options = `[for id in [${fqn}.dhcp_options_id] : id if startswith(id, "dopt-")]`;
    eachOf(options, new DataAwsVpcDhcpOptions(this, "dhcp-options", { dhcpOptionsId: EACH }));
  }

  private get otherWays(): string {
    const { subnets } = instead[this.props.givenBy];
    const named = "name the interface endpoints that the VPC has in existingEndpoints";
    return subnets === undefined
      ? `${named}, or set existingBrokerConnectivity to "endpoints", which makes them`
      : `${subnets}, ${named}, or deploy option-4-isolated, which makes them`;
  }

  /**
   * Refuses to go on where nothing in a subnet's route table could lead private addresses to the internet: local routes, peering
   * connections and gateway endpoints do not, and an internet gateway carries public addresses only.
   */
  requireWayOut(): void {
    const leading = ["nat_gateway_id", "transit_gateway_id", "network_interface_id", "core_network_arn"];
    const leads = [
      ...leading.map((argument) => `route.${argument} != ""`),
      'startswith(route.gateway_id, "vgw-")',
      // Of a Gateway Load Balancer: that of a gateway endpoint has a prefix list.
      'route.vpc_endpoint_id != "" && route.cidr_block != ""',
    ];
    const stuck = `[for subnet, table in ${this.tables} : "\${table.id} of \${subnet}" if !anytrue([for route in table.routes : ${leads.join(" || ")}])]`;
    new KeptValue(this, "way-out", {
      input: `\${${stuck}}`,
      renewedBy: [`\${join(",", keys(${this.tables}))}`],
      postcondition: [
        {
          condition: `\${length(self.input) == 0}`,
          errorMessage:
            `Nothing in these route tables leads private addresses out of the VPC: \${join(", ", self.input)}. An internet gateway carries public addresses only. ` +
            `Add a route of 0.0.0.0/0 to a NAT gateway or a transit gateway, ${this.otherWays}. ` +
            "See https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
        },
      ],
    });
  }
}
