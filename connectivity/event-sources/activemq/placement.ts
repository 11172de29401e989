import type { Group } from "../../aws/network/groups";
import { missing, type Refs } from "../../aws/network/refs";
import { missingFact } from "../../causes/missing-fact";
import type { Network } from "../../paths/network";
import type { Placement } from "../../paths/placement";
import type { Instance } from "../../terraform/model/model";
import { isLeftToAws } from "../../terraform/model/shown-values";
import { placementOf as placementOfBroker } from "../amazon-mq/placement";

/** A public broker on ActiveMQ may have security groups, unlike one on RabbitMQ, and keeps them. */
export function placementOf(broker: Instance, network: Network): Placement {
  return { ...placementOfBroker(broker, network), publicGroups: publicGroups(broker, network) };
}

/** Which group a public broker gets that names none AWS does not say. */
function publicGroups(broker: Instance, network: Network): Refs<Group> {
  return isLeftToAws(broker, "security_groups")
    ? missing(missingFact("groups-of-broker", {}))
    : network.groups.refs(broker.get("security_groups"));
}
