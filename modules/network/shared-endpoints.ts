import type { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { DynamicListTerraformIterator } from "cdktf";
import type { Construct } from "constructs";
import type { Names } from "../names";
import type { Settings } from "../settings";
import { endpointServices, mappingServices } from "./endpoint-service";
import { InterfaceEndpoints } from "./interface-endpoints";
import type { SecurityGroups } from "./security-groups";

export interface SharedEndpointsProps {
  readonly names: Names;
  readonly settings: Settings;
  readonly groups: SecurityGroups;
  readonly vpcId: string;
  readonly subnetIds: string[];
  /** The VPC's ranges: private DNS sends all their calls to the endpoints. */
  readonly ranges: DynamicListTerraformIterator;
}

/**
 * Endpoints in a VPC where others live too, those left out that it has already. No policy is put on them, and their group admits all of
 * the VPC: private DNS sends strangers' calls there as well.
 */
export function sharedEndpoints(scope: Construct, props: SharedEndpointsProps): readonly VpcEndpoint[] {
  const { names, settings, groups, vpcId, subnetIds, ranges } = props;
  const owned = mappingServices.filter((service) => !settings.existingEndpoints.includes(service));
  const endpoints =
    owned.length === 0
      ? []
      : new InterfaceEndpoints(scope, "interface-endpoints", {
          names,
          settings,
          vpcId,
          subnetIds,
          securityGroupId: groups.addEndpointsGroup(ranges).id,
          services: endpointServices(scope, settings, owned),
          sharedWithOthers: true,
        }).endpoints;
  if (settings.existingEndpoints.length > 0) {
    groups.letExistingEndpointsBeReached(ranges);
  }
  return endpoints;
}
