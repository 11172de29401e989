import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { type DynamicListTerraformIterator, type ListTerraformIterator, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import type { Settings } from "../settings";
import { endpointServices } from "./endpoint-service";
import { ShownRules } from "./shown-rules";

export interface ExistingNetworkProps {
  /** Which endpoints it has, and in which Region. */
  readonly settings: Pick<Settings, "region" | "existingEndpoints">;
  /** Ids of the subnets, of one VPC: known beforehand, or once Terraform plans. */
  readonly subnetIds: string[];
  /** The setting that leads to these subnets, for what is said of them. */
  readonly givenBy: "existingSubnets" | "existingBroker";
}

/**
 * Subnets that exist, and what AWS shows of their VPC: DNS attributes, routes, and the endpoints that it has. Nothing here makes
 * anything: it lets a plan prove the path, and say what is missing before anything is made.
 */
export class ExistingNetwork extends Construct {
  readonly vpcId: string;
  readonly subnetIds: string[];
  /** The VPC's IPv4 ranges, one at a time. */
  readonly ranges: DynamicListTerraformIterator;

  private readonly givenBy: ExistingNetworkProps["givenBy"];
  /** The ids of the subnets, one at a time. */
  private readonly each: ListTerraformIterator;
  private readonly tables: DataAwsRouteTable;

  constructor(scope: Construct, id: string, { settings, subnetIds, givenBy }: ExistingNetworkProps) {
    super(scope, id);
    this.givenBy = givenBy;
    this.each = TerraformIterator.fromList(subnetIds);
    const { fqn } = new DataAwsSubnet(this, "subnet", { forEach: this.each, id: this.each.value });
    const vpc = new DataAwsVpc(this, "vpc", { id: Token.asString(`\${values(${fqn})[0].vpc_id}`) });
    this.vpcId = vpc.id;
    this.subnetIds = subnetIds;
    this.ranges = TerraformIterator.fromComplexList(vpc.cidrBlockAssociations, "cidr_block");
    this.tables = this.showRoutes(vpc);
    this.showEndpoints(settings);
    this.refuseWithoutDns(vpc);
  }

  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support */
  private refuseWithoutDns({ fqn }: DataAwsVpc): void {
    const attributes = { enable_dns_support: "--enable-dns-support", enable_dns_hostnames: "--enable-dns-hostnames" };
    for (const [attribute, option] of Object.entries(attributes)) {
      new KeptValue(this, attribute, {
        input: `\${${fqn}.${attribute}}`,
        postcondition: [
          {
            condition: `\${self.input}`,
            errorMessage:
              `The VPC \${${fqn}.id} of ${this.givenBy} has ${attribute} switched off: neither the broker's name nor the private names of endpoints resolve without it. ` +
              `Switch it on (aws ec2 modify-vpc-attribute --vpc-id \${${fqn}.id} ${option}), or name ${this.elsewhere("another VPC")}. ` +
              "See https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support",
          },
        ],
      });
    }
  }

  /** A subnet that is associated with no table has the VPC's main one, and looking up the table of such a subnet is an error. */
  private showRoutes(vpc: DataAwsVpc): DataAwsRouteTable {
    const { fqn } = new DataAwsRouteTables(this, "associated", {
      forEach: this.each,
      vpcId: vpc.id,
      filter: [{ name: "association.subnet-id", values: [this.each.value] }],
    });
    return new DataAwsRouteTable(this, "route-table", {
      forEach: this.each,
      routeTableId: `\${concat(${fqn}[each.key].ids, [${vpc.fqn}.main_route_table_id])[0]}`,
    });
  }

  /**
   * Refuses to go on where a subnet has no default route, or one to an internet gateway, which carries public addresses only: the
   * mapping's interfaces have private ones.
   */
  requireWayOut(): void {
    const { fqn } = this.tables;
    new KeptValue(this, "way-out", {
      forEach: this.each,
      input: `\${anytrue([for route in ${fqn}[each.key].routes : route.cidr_block == "0.0.0.0/0" && !startswith(route.gateway_id, "igw-")])}`,
      postcondition: [
        {
          condition: `\${self.input}`,
          errorMessage:
            `The route table \${${fqn}[each.key].id} of \${each.key} leads nowhere that private addresses get to: it has no default route, or one to an internet gateway. ` +
            `Add a route of 0.0.0.0/0 to a NAT gateway or a transit gateway, ${this.instead} ` +
            "See https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
        },
      ],
    });
  }

  private get instead(): string {
    return this.givenBy === "existingSubnets"
      ? "name another subnet in existingSubnets, or deploy option-4-isolated, which makes interface endpoints."
      : 'or set existingBrokerConnectivity to "endpoints", which makes interface endpoints.';
  }

  private elsewhere(where: string): string {
    return this.givenBy === "existingSubnets" ? `subnets of ${where}` : `a broker in ${where}`;
  }

  /** Those that the settings name: looking one up that is not there is an error, and says so. */
  private showEndpoints(settings: ExistingNetworkProps["settings"]): void {
    for (const [service, { serviceName }] of endpointServices(this, settings, settings.existingEndpoints)) {
      const endpoint = new DataAwsVpcEndpoint(this, service, { vpcId: this.vpcId, serviceName, state: "available" });
      new ShownRules(this, `${service}-rules`, endpoint.securityGroupIds);
    }
  }
}
