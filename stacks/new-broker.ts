import { Administrator } from "../modules/broker/administrator";
import { Broker } from "../modules/broker/broker";
import { BrokerOffer } from "../modules/broker/broker-offer";
import type { PlacementStrategy } from "../modules/network/placement";
import type { BrokerStrategy } from "./option";

/** A broker of the stack's own, on a placement. */
export function newBroker(place: PlacementStrategy): BrokerStrategy {
  return (stack, settings, names) => {
    const placement = place(stack, settings, names, new BrokerOffer(stack, "broker-offer", settings));
    const administrator = new Administrator(stack, "administrator", names);
    const broker = new Broker(stack, "broker", { names, settings, placement: placement.broker, administrator });
    return { settings, broker, administrator, surroundings: placement.surround(broker.resource) };
  };
}
