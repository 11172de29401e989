import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../names";
import type { Settings } from "../settings";
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

/** By routes that are there: nothing is made but rules. */
export const byTheirRoutes: Way = (_scope, _settings, _names, network, groups) => {
  network.requireWayOut();
  groups.letPublicApisBeReached();
  return [];
};

/** By interface endpoints: those that are there, and ours for the others. */
export const byEndpoints: Way = (scope, settings, names, network, groups) =>
  sharedEndpoints(scope, {
    names,
    settings,
    groups,
    vpcId: network.vpcId,
    subnetIds: network.subnetIds,
    ranges: network.ranges,
  });

/**
 * An option in subnets that exist, where the settings name some: nothing of a network is made but groups, rules and missing endpoints.
 *
 * @param own the option in a VPC of its own
 */
export function orInExistingSubnets(own: PlacementStrategy, way: Way): PlacementStrategy {
  return (scope, settings, names, offer) => {
    if (settings.existingSubnets.length === 0) {
      return own(scope, settings, names, offer);
    }
    const network = new ExistingNetwork(scope, "existing-network", {
      settings,
      subnetIds: [...settings.existingSubnets],
      givenBy: "existingSubnets",
    });
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
