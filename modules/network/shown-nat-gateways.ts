import { DataAwsInternetGateway } from "@cdktf/provider-aws/lib/data-aws-internet-gateway";
import { DataAwsNatGateway } from "@cdktf/provider-aws/lib/data-aws-nat-gateway";
import { DataAwsNatGateways } from "@cdktf/provider-aws/lib/data-aws-nat-gateways";
import { Construct } from "constructs";
import { EACH, eachOf } from "./each-of";
import { ShownSubnets, saidInRoutes } from "./shown-subnets";

export interface ShownNatGatewaysProps {
  readonly vpcId: string;
  /** The VPC's main route table. */
  readonly mainTableId: string;
  /** Terraform's expression of the route tables that may lead to them. */
  readonly tables: string;
}

/** The NAT gateways that routes lead to, for a plan to show, and their own way out: subnets, routes and internet gateways. */
export class ShownNatGateways extends Construct {
  constructor(scope: Construct, id: string, { vpcId, mainTableId, tables }: ShownNatGatewaysProps) {
    super(scope, id);
    // Looking up a gateway that is gone would be an error, and routes to it stay.
    const alive = new DataAwsNatGateways(this, "alive", {
      filter: [
        { name: "vpc-id", values: [vpcId] },
        { name: "state", values: ["pending", "available"] },
      ],
    });
    const named = `setintersection(${alive.fqn}.ids, ${saidInRoutes(tables, "nat_gateway_id")})`;
    const gateways = eachOf(named, new DataAwsNatGateway(this, "gateway", { id: EACH }));
    const subnets = new ShownSubnets(this, "subnets", `values(${gateways.fqn})[*].subnet_id`);
    const out = saidInRoutes(subnets.showTables(mainTableId), "gateway_id");
    const internet = `[for id in ${out} : id if startswith(id, "igw-")]`;
    eachOf(internet, new DataAwsInternetGateway(this, "internet-gateway", { internetGatewayId: EACH }));
  }
}
