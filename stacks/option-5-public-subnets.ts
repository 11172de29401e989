import { byEndpoints, orInExistingSubnets } from "../modules/network/existing-placement";
import { endpointPlacement } from "../modules/network/own-placement";
import type { PlacementStrategy } from "../modules/network/placement";

/**
 * A private broker in public subnets of an own VPC. The internet gateway serves others there; the mapping's interfaces have
 * no public address, so they use interface endpoints.
 */
export const publicSubnets: PlacementStrategy = orInExistingSubnets(
  endpointPlacement((vpc) => vpc.addPublicSubnets()),
  byEndpoints,
);
