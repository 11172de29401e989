import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../names";

export interface OwnVpcProps {
  readonly names: Names;
  /** IPv4 range of the VPC. Each subnet takes a sixteenth of it. */
  readonly cidr: string;
  /** The zones to spread subnets over, one subnet of a kind in each. */
  readonly zones: readonly string[];
}

/** One subnet with a route table of its own, so that no route depends on the VPC's main table. */
export interface RoutedSubnet {
  readonly subnet: Subnet;
  readonly routeTable: RouteTable;
  readonly association: RouteTableAssociation;
}

/**
 * The first sixteenth of the VPC's range for subnets of a kind. Each kind has its own, so that more zones, or more NAT
 * gateways, move no subnet onto the range of one that still exists.
 */
const firstNumber = { private: 0, isolated: 0, public: 8 } as const;

/** A VPC of our own. It begins empty: no subnet, no way out. */
export class OwnVpc extends Construct {
  readonly vpc: Vpc;
  private internetGateway: InternetGateway | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OwnVpcProps,
  ) {
    super(scope, id);
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      // Both attributes: a private broker's name and an endpoint's private DNS names resolve only with them.
      // https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: props.names.network("vpc") },
    });
  }

  /** Subnets without any route but the VPC's own, one in each zone (or in the first `count` zones). */
  addSubnets(kind: keyof typeof firstNumber, count = this.props.zones.length): RoutedSubnet[] {
    return this.props.zones.slice(0, count).map((zone, index) => {
      const name = `${kind}-${index + 1}`;
      const tags = { Name: this.props.names.network(name) };
      const subnet = new Subnet(this, `${name}-subnet`, {
        vpcId: this.vpc.id,
        availabilityZone: zone,
        cidrBlock: Fn.cidrsubnet(this.props.cidr, 4, firstNumber[kind] + index),
        mapPublicIpOnLaunch: false,
        tags,
      });
      const routeTable = new RouteTable(this, `${name}-route-table`, { vpcId: this.vpc.id, tags });
      const association = new RouteTableAssociation(this, `${name}-association`, {
        subnetId: subnet.id,
        routeTableId: routeTable.id,
      });
      return { subnet, routeTable, association };
    });
  }

  /** Subnets with a default route to the internet gateway. */
  addPublicSubnets(count = this.props.zones.length): (RoutedSubnet & { readonly route: Route })[] {
    const gateway = this.ensureInternetGateway();
    return this.addSubnets("public", count).map((routed, index) => ({
      ...routed,
      route: new Route(this, `public-${index + 1}-internet`, {
        routeTableId: routed.routeTable.id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: gateway.id,
      }),
    }));
  }

  private ensureInternetGateway(): InternetGateway {
    this.internetGateway ??= new InternetGateway(this, "internet-gateway", {
      vpcId: this.vpc.id,
      tags: { Name: this.props.names.network("internet-gateway") },
    });
    return this.internetGateway;
  }
}
