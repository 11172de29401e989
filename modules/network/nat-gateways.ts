import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../names";
import type { OwnVpc, RoutedSubnet } from "./own-vpc";

export interface NatGatewaysProps {
  readonly names: Names;
  readonly vpc: OwnVpc;
  /** The subnets whose default route leads to a NAT gateway. */
  readonly privateSubnets: readonly RoutedSubnet[];
  /** Number of NAT gateways: one for all subnets, or one for each. */
  readonly count: number;
}

/**
 * NAT gateways with Elastic IP in public subnets of their own, and the private subnets' way to them: a NAT gateway works
 * only where its own subnet's default route leads to an internet gateway.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
export class NatGateways extends Construct {
  /** What must exist before a private subnet reaches the internet, beyond the association of its route table. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { names, vpc, privateSubnets, count }: NatGatewaysProps) {
    super(scope, id);
    const publicSubnets = vpc.addPublicSubnets(count);
    const gateways = publicSubnets.map(({ subnet, route, association }, index) => {
      const tags = { Name: names.network(`nat-${index + 1}`) };
      const address = new Eip(this, `address-${index + 1}`, { domain: "vpc", tags });
      return new NatGateway(this, `gateway-${index + 1}`, {
        subnetId: subnet.id,
        allocationId: address.allocationId,
        tags,
        dependsOn: [route, association],
      });
    });
    this.ready = privateSubnets.map(
      ({ routeTable }, index) =>
        new Route(this, `private-${index + 1}-nat`, {
          routeTableId: routeTable.id,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: (gateways[index % count] as NatGateway).id,
        }),
    );
  }
}
