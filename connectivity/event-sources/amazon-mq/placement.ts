import type { Group } from "../../aws/network/groups";
import { certainly, missing, type Refs } from "../../aws/network/refs";
import type { Subnet } from "../../aws/network/subnets";
import type { Vpc } from "../../aws/network/vpcs";
import { missingFact } from "../../causes/missing-fact";
import type { Network } from "../../paths/network";
import type { Placement } from "../../paths/placement";
import type { Instance } from "../../terraform/model/model";
import { flagOf, isLeftToAws, textOf } from "../../terraform/model/shown-values";

/**
 * The mapping's interfaces live in the broker's subnets and carry the broker's security groups. Where these are left blank,
 * Amazon MQ takes the default VPC's.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export function placementOf(broker: Instance, network: Network): Placement {
  const subnets = bounded(network.subnets.ofBroker(broker), broker);
  const groups = groupsOf(broker, subnets, network);
  const mode = textOf(broker.get("deployment_mode"));
  return {
    isPublic:
      isLeftToAws(broker, "publicly_accessible") && broker.mode === "managed"
        ? false
        : flagOf(broker.get("publicly_accessible")),
    subnets,
    groups,
    publicGroups: null,
    isSingle: mode === "SINGLE_INSTANCE" || (broker.mode === "managed" && isLeftToAws(broker, "deployment_mode")),
    isHidden: ({ sources, id }) => sources.length === 0 && id !== null && broker.change !== "none",
    vpcOf: (subnet) => (isShown(subnet.vpc) ? subnet.vpc : (vpcOfGroups(groups) ?? subnet.vpc)),
  };
}

/** A Region has fewer zones, and a broker at most one subnet in each: more are not a broker's. */
const MOST_SUBNETS = 50;

function bounded({ certain, possible, missing }: Refs<Subnet>, broker: Instance): Refs<Subnet> {
  const count = certain.length + possible.length;
  if (count <= MOST_SUBNETS) return { certain, possible, missing };
  const fact = missingFact("subnets-beyond", { broker: broker.address, count });
  return { certain: certain.slice(0, MOST_SUBNETS), possible: [], missing: [...missing, fact] };
}

function groupsOf(broker: Instance, subnets: Refs<Subnet>, network: Network): Refs<Group> {
  if (!isLeftToAws(broker, "security_groups")) return network.groups.refs(broker.get("security_groups"));
  if (broker.mode === "data")
    return missing(missingFact("groups-of-broker-read", { broker: broker.address }, "reading"));
  const [subnet] = subnets.certain;
  return certainly(network.groups.defaultOf(subnet?.vpc ?? network.vpcs.default));
}

/** A broker's groups belong to the VPC of its subnets. */
function vpcOfGroups(groups: Refs<Group>): Vpc | undefined {
  return groups.certain.map(({ vpc }) => vpc).find(isShown);
}

function isShown(vpc: Vpc): boolean {
  return vpc.knownBy === null;
}
