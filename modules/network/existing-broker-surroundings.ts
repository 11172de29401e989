import { Construct } from "constructs";
import type { ExistingBroker } from "../broker/existing-broker";
import type { Names } from "../names";
import type { Settings } from "../settings";
import { ExistingNetwork } from "./existing-network";
import { byEndpoints, byTheirRoutes } from "./existing-placement";
import type { Surroundings } from "./placement";
import { SecurityGroups } from "./security-groups";
import { ShownRules } from "./shown-rules";

/**
 * What lives around a broker that exists: its network, looked up, a group for our functions, and in one of the broker's own groups, which
 * stays others', rules of ours. Those go when the stack goes.
 */
export function besideExistingBroker(
  scope: Construct,
  settings: Settings,
  names: Names,
  broker: ExistingBroker,
): Surroundings {
  const { existingBrokerConnectivity: connectivity } = settings;
  if (connectivity === "public") return { ready: [] };
  const { subnetIds, securityGroupIds } = broker.location;
  const network = new ExistingNetwork(scope, "existing-network", { settings, subnetIds, givenBy: "existingBroker" });
  const groups = new SecurityGroups(new Construct(scope, "security-groups"), {
    names,
    vpcId: network.vpcId,
    existingBrokerGroupId: broker.securityGroupId,
    othersRules: {
      shown: new ShownRules(scope, "broker-rules", securityGroupIds),
      groupIds: broker.securityGroupIds,
    },
  });
  const way = connectivity === "nat" ? byTheirRoutes : byEndpoints;
  const ways = way(scope, settings, names, network, groups);
  return {
    mapping: broker.location,
    clients: { subnetIds, securityGroupIds: [groups.clientsId] },
    ready: [...groups.rules.all, ...ways],
  };
}
