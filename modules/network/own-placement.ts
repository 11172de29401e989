import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../names";
import { AvailabilityZones } from "./availability-zones";
import { endpointServices, mappingServices } from "./endpoint-service";
import { InterfaceEndpoints } from "./interface-endpoints";
import { OwnVpc, type RoutedSubnet } from "./own-vpc";
import type { Placement, PlacementStrategy } from "./placement";
import { SecurityGroups } from "./security-groups";

/**
 * A private broker in subnets of an own VPC, its clients in the same subnets.
 *
 * @param ways the routes or endpoints by which the mapping and the clients reach the AWS APIs
 */
export function privatePlacement(
  subnets: readonly RoutedSubnet[],
  groups: SecurityGroups,
  ways: readonly ITerraformDependable[],
): Placement {
  const locatedIn = (groupId: string) => ({
    subnetIds: subnets.map(({ subnet }) => subnet.id),
    securityGroupIds: [groupId],
  });
  const location = locatedIn(groups.brokerId);
  return {
    broker: { publiclyAccessible: false, location },
    surround: () => ({
      mapping: location,
      clients: locatedIn(groups.clientsId),
      ready: [...groups.rules.all, ...subnets.map(({ association }) => association), ...ways],
    }),
  };
}

/** The groups of an own VPC, the broker's among them. */
export function ownSecurityGroups(scope: Construct, names: Names, { vpc }: OwnVpc): SecurityGroups {
  return new SecurityGroups(new Construct(scope, "security-groups"), { names, vpcId: vpc.id });
}

/**
 * A private broker in an own VPC with interface endpoints for the AWS APIs, in the broker's subnets.
 *
 * @param addSubnets makes the broker's subnets, such as `(vpc) => vpc.addSubnets("isolated")`
 * @returns a strategy that makes VPC, subnets, groups and endpoints in the scope that it is given
 */
export function endpointPlacement(addSubnets: (vpc: OwnVpc) => readonly RoutedSubnet[]): PlacementStrategy {
  return (scope, settings, names, offer) => {
    const services = endpointServices(scope, settings, mappingServices);
    const zones = new AvailabilityZones(scope, "zones", { settings, offer, endpointServices: services.values() }).names;
    const vpc = new OwnVpc(scope, "network", { names, cidr: settings.vpcCidr, zones });
    const subnets = addSubnets(vpc);
    const groups = ownSecurityGroups(scope, names, vpc);
    const endpoints = new InterfaceEndpoints(scope, "interface-endpoints", {
      names,
      settings,
      vpcId: vpc.vpc.id,
      subnetIds: subnets.map(({ subnet }) => subnet.id),
      securityGroupId: groups.addEndpointsGroup().id,
      services,
    });
    return privatePlacement(subnets, groups, endpoints.endpoints);
  };
}
