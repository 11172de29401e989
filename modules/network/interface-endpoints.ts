import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import { endpointPolicy } from "./endpoint-policies";
import type { EndpointService, MappingService } from "./endpoint-service";

export interface InterfaceEndpointsProps {
  readonly names: Names;
  readonly vpcId: string;
  readonly subnetIds: string[];
  /** The group of the endpoints' interfaces. */
  readonly securityGroupId: string;
  readonly services: ReadonlyMap<MappingService, EndpointService>;
}

/**
 * Interface endpoints with private DNS: the mapping's pollers call the Regional names and know no others.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export class InterfaceEndpoints extends Construct {
  private readonly byService: ReadonlyMap<MappingService, VpcEndpoint>;

  constructor(scope: Construct, id: string, props: InterfaceEndpointsProps) {
    super(scope, id);
    this.byService = new Map(
      [...props.services].map(([service, { serviceName }]) => [
        service,
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
        }),
      ]),
    );
  }

  get endpoints(): readonly VpcEndpoint[] {
    return [...this.byService.values()];
  }

  /** Lets nothing through but what a mapping and these functions call. Not where private DNS sends others' calls here too. */
  letThroughOnly(callers: readonly NodeFunction[]): void {
    for (const [service, endpoint] of this.byService) {
      endpoint.policy = endpointPolicy(this, service, callers).json;
    }
  }
}
