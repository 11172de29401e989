import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DataAwsMqBrokerInstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-mq-broker-instance-type-offerings";
import type { DataAwsVpcEndpointService } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-service";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import type { Settings } from "../settings";

export interface AvailabilityZonesProps {
  readonly settings: Settings;
  /** Interface endpoint services that must be offered in each zone. */
  readonly endpointServices: readonly DataAwsVpcEndpointService[];
}

/**
 * The zones of an own VPC: those of the settings, or looked up once. A broker in another subnet is another broker, its
 * messages lost, so a list that AWS changes later must change nothing: the look-up is kept in state.
 */
export class AvailabilityZones extends Construct {
  /** Name of each zone, in the order of the subnets. */
  readonly names: readonly string[];

  constructor(scope: Construct, id: string, props: AvailabilityZonesProps) {
    super(scope, id);
    const wanted = zoneCount(props.settings);
    const given = props.settings.availabilityZones;
    this.names = given?.slice(0, wanted) ?? this.lookUp(wanted, props);
  }

  private lookUp(wanted: number, { settings, endpointServices }: AvailabilityZonesProps): string[] {
    // Without the opt-in filter local zones and Wavelength zones would be among them: no broker and no endpoint there.
    const zones = new DataAwsAvailabilityZones(this, "available", {
      state: "available",
      filter: [
        { name: "opt-in-status", values: ["opt-in-not-required"] },
        { name: "zone-type", values: ["availability-zone"] },
      ],
      // Short of room for functions in a VPC.
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-endpoints.html
      excludeZoneIds: ["use1-az3"],
    });
    const offerings = new DataAwsMqBrokerInstanceTypeOfferings(this, "broker-offerings", {
      engineType: "RABBITMQ",
      hostInstanceType: settings.brokerInstanceType,
    });
    const common = `setintersection(${[
      `${zones.fqn}.names`,
      `flatten(${offerings.fqn}.broker_instance_options[*].availability_zones[*].name)`,
      ...endpointServices.map(({ fqn }) => `${fqn}.availability_zones`),
    ].join(", ")})`;
    const lookedUp = new KeptValue(this, "looked-up", {
      input: `\${sort(${common})}`,
      // Not a precondition on the look-up: that would fail once AWS offers fewer zones than it did.
      postcondition: [
        {
          condition: `\${length(self.input) >= ${wanted}}`,
          errorMessage:
            `The Region ${settings.region} has fewer than ${wanted} zone(s) that offer ${settings.brokerInstanceType} and every interface endpoint needed. ` +
            "Set availabilityZones or brokerInstanceType, or choose another Region.",
        },
      ],
    });
    return Array.from({ length: wanted }, (_, index) =>
      lookedUp.interpolationForAttribute(`output[${index}]`).toString(),
    );
  }
}

/**
 * A single instance lives in exactly one subnet, a cluster's three nodes in up to three zones.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html
 */
function zoneCount({ brokerDeploymentMode, availabilityZones }: Settings): number {
  return brokerDeploymentMode === "SINGLE_INSTANCE" ? 1 : (availabilityZones?.length ?? 3);
}
