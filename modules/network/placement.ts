import type { MqBroker } from "@cdktf/provider-aws/lib/mq-broker";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { BrokerOffer } from "../broker/broker-offer";
import type { Names } from "../names";
import type { Settings } from "../settings";
import type { NetworkLocation } from "./location";

/** Where the broker is placed: the arguments of `aws_mq_broker` that decide it. */
export interface BrokerPlacement {
  readonly publiclyAccessible: boolean;
  /** Left out for a public broker, and where Amazon MQ picks the default VPC's. */
  readonly location?: NetworkLocation;
}

/** What lives around the broker. */
export interface Surroundings {
  /**
   * Where the mapping's network interfaces will be: the broker's own subnets, with the broker's own groups. Undefined for
   * a public broker, whose mapping has none.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
   */
  readonly mapping?: NetworkLocation;
  /** Where our functions that talk to the broker run. Undefined where they need no VPC. */
  readonly clients?: NetworkLocation;
  /** Rules, routes and endpoints that the mapping and the clients rely on. */
  readonly ready: readonly ITerraformDependable[];
}

/** One way to place a broker on the network. */
export interface Placement {
  readonly broker: BrokerPlacement;
  /** Makes what lives around the broker; called once, with the broker, because in the default VPC only it knows its subnets. */
  surround(broker: MqBroker): Surroundings;
}

/**
 * A strategy that makes a placement in a stack: networks have the ids of its constructs, so that it is called once a scope.
 *
 * @param offer what the Region offers, for the zones of an own VPC
 */
export type PlacementStrategy = (scope: Construct, settings: Settings, names: Names, offer: BrokerOffer) => Placement;
