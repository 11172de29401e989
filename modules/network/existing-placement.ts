import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../names";
import type { Settings } from "../settings";
import { ChosenSubnets } from "./chosen-subnets";
import { mappingServices } from "./endpoint-service";
import { ExistingNetwork } from "./existing-network";
import type { PlacementStrategy } from "./placement";
import { SecurityGroups } from "./security-groups";
import { sharedEndpoints } from "./shared-endpoints";

/** How the mapping reaches the AWS APIs from subnets that exist. @returns what is made for it */
export type Way = (
  scope: Construct,
  settings: Settings,
  names: Names,
  network: ExistingNetwork,
  groups: SecurityGroups,
) => readonly ITerraformDependable[];

/** By routes that are there, or endpoints: nothing is made but rules. */
export const byTheirRoutes: Way = (_scope, { existingEndpoints }, _names, network, groups) => {
  network.showEndpoints(mappingServices);
  if (existingEndpoints.length < mappingServices.length) network.requireWayOut();
  groups.letPublicApisBeReached();
  return [];
};

/** By interface endpoints: those that are there, and ours for the others. */
export const byEndpoints: Way = (scope, settings, names, network, groups) => {
  const { vpcId, subnetIds, ranges } = network;
  network.showEndpoints(settings.existingEndpoints);
  return sharedEndpoints(scope, { names, settings, groups, vpcId, subnetIds, ranges });
};

/**
 * An option in subnets that exist, where the settings name or choose some: nothing of a network is made but groups, rules and missing endpoints.
 *
 * @param own the option in a VPC of its own
 */
export function orInExistingSubnets(own: PlacementStrategy, way: Way): PlacementStrategy {
  return (scope, settings, names, offer) => {
    if (settings.existingSubnets.length === 0 && settings.existingVpc === undefined) {
      return own(scope, settings, names, offer);
    }
    const network = settings.existingVpc === undefined ? named(scope, settings) : chosen(scope, settings);
    const { vpcId, subnetIds } = network;
    const groups = new SecurityGroups(new Construct(scope, "security-groups"), { names, vpcId });
    const ways = way(scope, settings, names, network, groups);
    const location = { subnetIds, securityGroupIds: [groups.brokerId] };
    return {
      broker: { publiclyAccessible: false, location },
      surround: () => ({
        mapping: location,
        clients: { subnetIds, securityGroupIds: [groups.clientsId] },
        ready: [...groups.rules.all, ...ways],
      }),
    };
  };
}

function named(scope: Construct, settings: Settings): ExistingNetwork {
  const subnetIds = [...settings.existingSubnets];
  return new ExistingNetwork(scope, "existing-network", { settings, subnetIds, givenBy: "existingSubnets" });
}

function chosen(scope: Construct, settings: Settings): ExistingNetwork {
  const { existingVpc: vpcId } = settings;
  const subnets = new ChosenSubnets(scope, "chosen-subnets", settings);
  const given = { settings, vpcId, subnetIds: subnets.ids, givenBy: "existingVpc" } as const;
  const network = new ExistingNetwork(scope, "existing-network", given);
  subnets.refuseOthers(network.subnets);
  return network;
}
