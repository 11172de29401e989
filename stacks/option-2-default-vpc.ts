import { DefaultVpc } from "../modules/network/default-vpc";
import { endpointServices, mappingServices } from "../modules/network/endpoint-service";
import { InterfaceEndpoints } from "../modules/network/interface-endpoints";
import type { PlacementStrategy } from "../modules/network/placement";
import { SecurityGroups } from "../modules/network/security-groups";

/**
 * A private broker whose subnets and groups are left blank, so that Amazon MQ takes the default VPC's. Its subnets are
 * public, which does not help: the mapping's interfaces have no public address. So there are endpoints, in the subnets that
 * the broker reports. The VPC is shared with strangers: private DNS sends their calls to the endpoints too, so no policy is
 * put on these, and their group admits all of the VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
export const defaultVpc: PlacementStrategy = (scope, settings, names) => {
  const { vpc, defaultGroup, ranges } = new DefaultVpc(scope, "default-vpc", settings);
  const owned = mappingServices.filter((service) => !settings.existingEndpoints.includes(service));

  return {
    broker: { publiclyAccessible: false },
    surround: ({ subnetIds }) => {
      const groups = new SecurityGroups(scope, { names, vpcId: vpc.id, existingBrokerGroupId: defaultGroup.id });
      const endpoints =
        owned.length === 0
          ? []
          : new InterfaceEndpoints(scope, "interface-endpoints", {
              names,
              vpcId: vpc.id,
              subnetIds,
              securityGroupId: groups.addEndpointsGroup(ranges).id,
              services: endpointServices(scope, settings, owned),
            }).endpoints;
      if (settings.existingEndpoints.length > 0) {
        groups.letExistingEndpointsBeReached(ranges);
      }
      return {
        mapping: { subnetIds, securityGroupIds: [groups.brokerId] },
        clients: { subnetIds, securityGroupIds: [groups.clientsId] },
        ready: [...groups.rules.all, ...endpoints],
      };
    },
  };
};
