import { AvailabilityZones } from "../modules/network/availability-zones";
import { byTheirRoutes, orInExistingSubnets } from "../modules/network/existing-placement";
import { NatGateways } from "../modules/network/nat-gateways";
import { ownSecurityGroups, privatePlacement } from "../modules/network/own-placement";
import { OwnVpc } from "../modules/network/own-vpc";
import type { PlacementStrategy } from "../modules/network/placement";

/** In private subnets of an own VPC. */
const inOwnVpc: PlacementStrategy = (scope, settings, names, offer) => {
  const zones = new AvailabilityZones(scope, "zones", { settings, offer, endpointServices: [] }).names;
  const vpc = new OwnVpc(scope, "network", { names, cidr: settings.vpcCidr, zones });
  const privateSubnets = vpc.addSubnets("private");
  const groups = ownSecurityGroups(scope, names, vpc);
  groups.letPublicApisBeReached();
  const nat = new NatGateways(scope, "nat", {
    names,
    vpc,
    privateSubnets,
    count: settings.natGateways === "one" ? 1 : zones.length,
  });
  return privatePlacement(privateSubnets, groups, nat.ready);
};

/** A private broker in private subnets, whose way to the AWS APIs is a NAT gateway. */
export const privateNat: PlacementStrategy = orInExistingSubnets(inOwnVpc, byTheirRoutes);
