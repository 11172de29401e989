import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { ITerraformDependable } from "cdktf";
import { AvailabilityZones } from "./availability-zones";
import { InterfaceEndpoints } from "./interface-endpoints";
import { OwnSecurityGroups } from "./own-security-groups";
import { OwnVpc, type RoutedSubnet } from "./own-vpc";
import type { Placement, PlacementStrategy } from "./placement";
import { lookUpEndpointServices, mappingServices } from "./vpc-services";

/**
 * A private broker in subnets of an own VPC, its clients in the same subnets.
 *
 * @param ways the routes or endpoints by which the mapping and the clients reach the AWS APIs
 */
export function privatePlacement(
  subnets: readonly RoutedSubnet[],
  groups: OwnSecurityGroups,
  ways: readonly ITerraformDependable[],
): Placement {
  const locatedIn = (group: SecurityGroup) => ({
    subnetIds: subnets.map(({ subnet }) => subnet.id),
    securityGroupIds: [group.id],
  });
  const location = locatedIn(groups.broker);
  return {
    broker: { publiclyAccessible: false, location },
    surround: () => ({
      mapping: location,
      clients: locatedIn(groups.clients),
      ready: [...groups.rules.all, ...subnets.map(({ association }) => association), ...ways],
    }),
  };
}

/**
 * A private broker in an own VPC with interface endpoints for the AWS APIs, in the broker's subnets.
 *
 * @param addSubnets makes the broker's subnets
 */
export function endpointPlacement(addSubnets: (vpc: OwnVpc) => readonly RoutedSubnet[]): PlacementStrategy {
  return (scope, settings, names) => {
    const services = lookUpEndpointServices(scope, settings, mappingServices);
    const zones = new AvailabilityZones(scope, "zones", { settings, endpointServices: [...services.values()] }).names;
    const vpc = new OwnVpc(scope, "network", { names, cidr: settings.vpcCidr, zones });
    const subnets = addSubnets(vpc);
    const groups = new OwnSecurityGroups(scope, "security-groups", { names, vpcId: vpc.vpc.id });
    const { endpoints } = new InterfaceEndpoints(scope, "interface-endpoints", {
      names,
      vpcId: vpc.vpc.id,
      subnetIds: subnets.map(({ subnet }) => subnet.id),
      securityGroupId: groups.addEndpointsGroup().id,
      services,
    });
    return privatePlacement(subnets, groups, endpoints);
  };
}
