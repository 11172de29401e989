import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { Construct } from "constructs";
import type { BrokerOffer } from "../broker/broker-offer";
import { KeptValue } from "../kept-value";
import { type Settings, variableOf } from "../settings";
import type { EndpointService } from "./endpoint-service";

export interface AvailabilityZonesProps {
  readonly settings: Settings;
  /** Where the Region offers such a broker. */
  readonly offer: BrokerOffer;
  /** Interface endpoint services that must be offered in each zone. */
  readonly endpointServices: Iterable<EndpointService>;
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

  private lookUp(wanted: number, { settings, offer, endpointServices }: AvailabilityZonesProps): string[] {
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
    const available = `${zones.fqn}.names`;
    const common = `setintersection(${[
      available,
      offer.zones,
      // Where EC2 does not say in which zones an endpoint service is, none is left out for it.
      ...[...endpointServices].map((service) => `coalescelist(${service.zones}, ${available})`),
    ].join(", ")})`;
    const { brokerEngineVersion, brokerInstanceType, brokerDeploymentMode } = settings;
    const lookedUp = new KeptValue(this, "looked-up", {
      input: `\${sort(${common})}`,
      // What is not offered at all is said once, in terms of what is.
      dependsOn: [offer.checked],
      // Not a precondition on the look-up: that would fail once AWS offers fewer zones than it did.
      postcondition: [
        {
          condition: `\${length(self.input) >= ${wanted}}`,
          errorMessage:
            `The Region ${settings.region} has \${length(self.input)} zone(s) that offer RabbitMQ ${brokerEngineVersion} as ${brokerDeploymentMode} on ${brokerInstanceType} and every interface endpoint needed, not ${wanted}: ` +
            `\${length(self.input) == 0 ? "none" : join(", ", self.input)}. ${remedy(wanted)}`,
        },
      ],
    });
    return Array.from({ length: wanted }, (_, index) =>
      lookedUp.interpolationForAttribute(`output[${index}]`).toString(),
    );
  }
}

/** What a user does about too few zones. How many there are is known to Terraform alone. */
function remedy(wanted: number): string {
  const elsewhere = `Set brokerInstanceType (${variableOf("brokerInstanceType")}) to another type, or choose another Region.`;
  const named = `Two serve a cluster: set availabilityZones (${variableOf("availabilityZones")}) to \${join(",", self.input)}.`;
  return wanted === clusterZones ? `\${length(self.input) == 2 ? "${named}" : "${elsewhere}"}` : elsewhere;
}

/** What a cluster is spread over, where the settings do not say: one zone for each of its three nodes. Two do as well. */
const clusterZones = 3;

/**
 * A single instance lives in exactly one subnet, a cluster's three nodes in up to three zones.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html
 */
function zoneCount({ brokerDeploymentMode, availabilityZones }: Settings): number {
  return brokerDeploymentMode === "SINGLE_INSTANCE" ? 1 : (availabilityZones?.length ?? clusterZones);
}
