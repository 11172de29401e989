import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { type DynamicListTerraformIterator, Fn, TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import type { Settings } from "../settings";
import { endpointServices } from "./endpoint-service";
import { ShownRules } from "./shown-rules";

/**
 * Subnets that exist, and what AWS shows of their VPC: DNS attributes, routes, and the endpoints that it has. Nothing here makes
 * anything: it lets a plan prove the path, and say what is missing before anything is made.
 */
export class ExistingNetwork extends Construct {
  readonly vpcId: string;
  readonly subnetIds: string[];
  /** The VPC's IPv4 ranges, one at a time. */
  readonly ranges: DynamicListTerraformIterator;

  private readonly subnetNames: readonly string[];
  private readonly tables: readonly DataAwsRouteTable[];

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.subnetNames = settings.existingSubnets;
    const subnets = settings.existingSubnets.map(
      (subnetId, index) => new DataAwsSubnet(this, `subnet-${index + 1}`, { id: subnetId }),
    );
    const [first] = subnets;
    if (first === undefined) {
      throw new Error("There are no existing subnets to look up.");
    }
    const vpc = new DataAwsVpc(this, "vpc", { id: first.vpcId });
    this.vpcId = vpc.id;
    this.subnetIds = subnets.map((subnet) => subnet.id);
    this.ranges = TerraformIterator.fromComplexList(vpc.cidrBlockAssociations, "cidr_block");
    this.tables = subnets.map((subnet, index) => this.showRoutes(`${index + 1}`, subnet, vpc));
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
              `The VPC \${${fqn}.id} of existingSubnets has ${attribute} switched off: neither the broker's name nor the private names of endpoints resolve without it. ` +
              `Switch it on (aws ec2 modify-vpc-attribute --vpc-id \${${fqn}.id} ${option}), or name subnets of another VPC. ` +
              "See https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support",
          },
        ],
      });
    }
  }

  /** A subnet that is associated with no table has the VPC's main one, and looking up the table of such a subnet is an error. */
  private showRoutes(number: string, subnet: DataAwsSubnet, vpc: DataAwsVpc): DataAwsRouteTable {
    const associated = new DataAwsRouteTables(this, `associated-${number}`, {
      vpcId: vpc.id,
      filter: [{ name: "association.subnet-id", values: [subnet.id] }],
    });
    return new DataAwsRouteTable(this, `route-table-${number}`, {
      routeTableId: Fn.element(Fn.concat([associated.ids, [vpc.mainRouteTableId]]), 0),
    });
  }

  /**
   * Refuses to go on where a subnet has no default route, or one to an internet gateway, which carries public addresses only: the
   * mapping's interfaces have private ones.
   */
  requireWayOut(): void {
    for (const [index, { fqn }] of this.tables.entries()) {
      new KeptValue(this, `way-out-${index + 1}`, {
        input: `\${anytrue([for route in ${fqn}.routes : route.cidr_block == "0.0.0.0/0" && !startswith(route.gateway_id, "igw-")])}`,
        postcondition: [
          {
            condition: `\${self.input}`,
            errorMessage:
              `The route table \${${fqn}.id} of ${this.subnetNames[index]} leads nowhere that private addresses get to: it has no default route, or one to an internet gateway. ` +
              "Add a route of 0.0.0.0/0 to a NAT gateway or a transit gateway, name another subnet in existingSubnets, or deploy option-4-isolated, which makes interface endpoints. " +
              "See https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
          },
        ],
      });
    }
  }

  /** Those that the settings name: looking one up that is not there is an error, and says so. */
  private showEndpoints(settings: Settings): void {
    for (const [service, { serviceName }] of endpointServices(this, settings, settings.existingEndpoints)) {
      const endpoint = new DataAwsVpcEndpoint(this, service, { vpcId: this.vpcId, serviceName, state: "available" });
      new ShownRules(this, `${service}-rules`, endpoint.securityGroupIds);
    }
  }
}
