import { DataAwsVpcEndpointService } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service";
import { Construct } from "constructs";
import type { Settings } from "../settings";

/** The services that an event source mapping calls, by the last part of their endpoint service names. */
export const mappingServices = ["sts", "secretsmanager", "lambda"] as const;
export type MappingService = (typeof mappingServices)[number];

/** Regions of the partitions in which the prefix of an endpoint service's name is not `com.amazonaws` throughout. */
const spelledOtherwise = /^(cn|eusc)-/;

/**
 * An interface endpoint service of the Region. Its name is spelled where all are alike. In China and in the European
 * Sovereign Cloud it is looked up: the prefix differs by service (`cn.com.amazonaws.` for STS and Lambda, `com.amazonaws.` for
 * Secrets Manager), and the provider's own look-up by short name knows only one of them, so a filter lists every spelling, of
 * which one exists. Elsewhere a filter would not do: where EC2 answers with names alone, as it did in GovCloud, the provider
 * finds nothing by one.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/4398
 */
export class EndpointService extends Construct {
  private found: DataAwsVpcEndpointService | undefined;

  constructor(
    scope: Construct,
    private readonly region: Settings["region"],
    private readonly service: MappingService,
  ) {
    super(scope, `${service}-endpoint-service`);
  }

  /** What `aws_vpc_endpoint` takes as `service_name`. */
  get serviceName(): string {
    return spelledOtherwise.test(this.region) ? this.lookedUp.serviceName : this.spelled("com.amazonaws");
  }

  /** Terraform's expression of the names of the zones that offer it: an empty list where EC2 does not say. */
  get zones(): string {
    return `tolist(${this.lookedUp.fqn}.availability_zones)`;
  }

  private get lookedUp(): DataAwsVpcEndpointService {
    this.found ??= new DataAwsVpcEndpointService(this, "service", {
      serviceType: "Interface",
      ...(spelledOtherwise.test(this.region)
        ? {
            filter: [
              {
                name: "service-name",
                values: ["com.amazonaws", "cn.com.amazonaws", "eu.amazonaws"].map((prefix) => this.spelled(prefix)),
              },
            ],
          }
        : { serviceName: this.spelled("com.amazonaws") }),
    });
    return this.found;
  }

  private spelled(prefix: string): string {
    return `${prefix}.${this.region}.${this.service}`;
  }
}

/** The endpoint services of some of the services that a mapping calls. */
export function endpointServices(
  scope: Construct,
  { region }: Pick<Settings, "region">,
  services: readonly MappingService[],
): ReadonlyMap<MappingService, EndpointService> {
  return new Map(services.map((service) => [service, new EndpointService(scope, region, service)]));
}
