import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { Names } from "../names";
import type { Settings } from "../settings";
import { endpointPolicy } from "./endpoint-policies";
import type { EndpointService, MappingService } from "./endpoint-service";

export interface InterfaceEndpointsProps {
  readonly names: Names;
  readonly settings: Pick<Settings, "region">;
  readonly vpcId: string;
  readonly subnetIds: string[];
  /** The group of the endpoints' interfaces. */
  readonly securityGroupId: string;
  readonly services: ReadonlyMap<MappingService, EndpointService>;
  /** Who else uses them: private DNS sends everybody's calls here, so that a policy would stop what others do. @default nobody */
  readonly sharedWithOthers?: boolean;
}

/**
 * Interface endpoints with private DNS: the mapping's pollers call the Regional names and know no others.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export class InterfaceEndpoints extends Construct {
  readonly endpoints: readonly VpcEndpoint[];

  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    this.endpoints = [...props.services].map(
      ([service, { serviceName }]) =>
        new VpcEndpoint(this, service, {
          vpcId: props.vpcId,
          serviceName,
          vpcEndpointType: "Interface",
          subnetIds: props.subnetIds,
          securityGroupIds: [props.securityGroupId],
          // Always spelled out: some provider versions misread it when unset.
          // https://github.com/hashicorp/terraform-provider-aws/issues/37694
          privateDnsEnabled: true,
          tags: { Name: props.names.network(service) },
          ...(props.sharedWithOthers ? {} : { policy: endpointPolicy(this, service, props).json }),
        }),
    );
  }
}
