import { DataAwsVpcEndpointService } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service";
import type { Construct } from "constructs";
import type { Settings } from "../settings";

/** The services that an event source mapping calls, by the last part of their endpoint service names. */
export const mappingServices = ["sts", "secretsmanager", "lambda"] as const;
export type MappingService = (typeof mappingServices)[number];

/**
 * Looks up interface endpoint services in whatever partition the Region is. The prefix differs by partition and, in
 * China, by service (`cn.com.amazonaws.` for STS and Lambda, `com.amazonaws.` for Secrets Manager), and the provider's
 * own look-up by short name knows only one of them: so the filter lists every spelling, of which one exists.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export function lookUpEndpointServices(
  scope: Construct,
  settings: Pick<Settings, "region">,
  services: readonly MappingService[],
): ReadonlyMap<MappingService, DataAwsVpcEndpointService> {
  const prefixes = ["com.amazonaws", "cn.com.amazonaws", "eu.amazonaws"];
  return new Map(
    services.map((service) => [
      service,
      new DataAwsVpcEndpointService(scope, `${service}-endpoint-service`, {
        serviceType: "Interface",
        filter: [{ name: "service-name", values: prefixes.map((prefix) => `${prefix}.${settings.region}.${service}`) }],
      }),
    ]),
  );
}
