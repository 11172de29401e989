import { byEndpoints, orInExistingSubnets } from "../modules/network/existing-placement";
import { endpointPlacement } from "../modules/network/own-placement";
import type { PlacementStrategy } from "../modules/network/placement";

/** A private broker in isolated subnets of an own VPC: no route out at all, only interface endpoints. */
export const isolated: PlacementStrategy = orInExistingSubnets(
  endpointPlacement((vpc) => vpc.addSubnets("isolated")),
  byEndpoints,
);
