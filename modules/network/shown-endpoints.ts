import { DataAwsNetworkInterface } from "@cdktf/provider-aws/lib/data-aws-network-interface";
import { DataAwsNetworkInterfaces } from "@cdktf/provider-aws/lib/data-aws-network-interfaces";
import { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { Construct } from "constructs";
import type { Settings } from "../settings";
import { EACH, eachOf } from "./each-of";
import { endpointServices, type MappingService } from "./endpoint-service";
import { ShownRules } from "./shown-rules";
import { ShownSubnets } from "./shown-subnets";

export interface ShownEndpointsProps {
  readonly settings: Pick<Settings, "region" | "existingEndpoints">;
  readonly vpcId: string;
  /** Services of which the stack makes no endpoint: one that is there decides where their names lead. */
  readonly notMade: readonly MappingService[];
}

/**
 * The interface endpoints of a VPC, for a plan to show. Those that the settings name are looked up by their services: that one of them is
 * missing is an error, and says so. No data source lists the others, to which a service's name may lead all the same; but one lists
 * network interfaces, every endpoint has some, and each says whose it is.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
export class ShownEndpoints extends Construct {
  constructor(scope: Construct, id: string, { settings, vpcId, notMade }: ShownEndpointsProps) {
    super(scope, id);
    const named = [...endpointServices(this, settings, settings.existingEndpoints)].map(
      ([service, { serviceName }]) =>
        new DataAwsVpcEndpoint(this, service, { vpcId, serviceName, state: "available" }).fqn,
    );
    const interfaces = new DataAwsNetworkInterfaces(this, "interfaces", {
      filter: [
        { name: "vpc-id", values: [vpcId] },
        { name: "interface-type", values: ["vpc_endpoint"] },
      ],
    });
    const shown = eachOf(`${interfaces.fqn}.ids`, new DataAwsNetworkInterface(this, "interface", { id: EACH }));
    const owners = `flatten([for interface in ${shown.fqn} : regexall("vpce-[0-9a-f]+", interface.description)])`;
    const others = eachOf(
      `setsubtract(${owners}, [${named.map((fqn) => `${fqn}.id`).join(", ")}])`,
      new DataAwsVpcEndpoint(this, "other", { id: EACH }),
    );
    const isCalled = `contains(${JSON.stringify(notMade)}, reverse(split(".", endpoint.service_name))[0])`;
    const called = `concat([${named.join(", ")}], [for endpoint in ${others.fqn} : endpoint if ${isCalled}])`;
    new ShownRules(this, "rules", `flatten(${called}[*].security_group_ids)`);
    new ShownSubnets(this, "subnets", `flatten(${called}[*].subnet_ids)`);
  }
}
