import { DefaultVpc } from "../modules/network/default-vpc";
import type { PlacementStrategy } from "../modules/network/placement";
import { SecurityGroups } from "../modules/network/security-groups";
import { sharedEndpoints } from "../modules/network/shared-endpoints";

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

  return {
    broker: { publiclyAccessible: false },
    surround: ({ subnetIds }) => {
      const groups = new SecurityGroups(scope, { names, vpcId: vpc.id, existingBrokerGroupId: defaultGroup.id });
      const endpoints = sharedEndpoints(scope, { names, settings, groups, vpcId: vpc.id, subnetIds, ranges });
      return {
        mapping: { subnetIds, securityGroupIds: [groups.brokerId] },
        clients: { subnetIds, securityGroupIds: [groups.clientsId] },
        ready: [...groups.rules.all, ...endpoints],
      };
    },
  };
};
