import type { Endpoint } from "../../aws/network/endpoints";
import { anyOf } from "../../aws/network/refs";
import { SERVICES, type Service } from "../../aws/network/service-names";
import type { Vpc } from "../../aws/network/vpcs";
import type { BrokerSubjects } from "../subjects";

/** What the rules about networks look at: where the mapping's interfaces live. */
export type NetworkSubjects = Pick<BrokerSubjects, "broker" | "placement" | "network">;

/** Whether the mapping has interfaces in a VPC, so that the VPC matters. */
export function isInVpc({ placement }: NetworkSubjects): boolean {
  return placement.isPublic === false;
}

/** The VPCs that the mapping's interfaces live in, or may. */
export function vpcsOf({ placement }: NetworkSubjects): readonly Vpc[] {
  const vpcs = anyOf(placement.subnets).map((subnet) => placement.vpcOf(subnet));
  return [...new Map(vpcs.map((vpc) => [vpc.key, vpc])).values()];
}

/** Endpoints that this input manages, of one service that the mapping needs, in one of its VPCs. */
export interface ServiceEndpoints {
  readonly service: Service;
  readonly vpc: Vpc;
  readonly endpoints: readonly Endpoint[];
}

export function managedEndpoints(subjects: NetworkSubjects): readonly ServiceEndpoints[] {
  const { endpointNames } = subjects.network;
  if (!isInVpc(subjects)) return [];
  return vpcsOf(subjects).flatMap((vpc) =>
    SERVICES.map((service) => ({
      service,
      vpc,
      endpoints: endpointNames
        .endpointsIn(vpc, service)
        .filter(
          (endpoint) =>
            endpoint.vpc.key === vpc.key && endpoint.names.length > 0 && endpoint.instance.mode === "managed",
        ),
    })),
  );
}
