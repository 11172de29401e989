import { AMQPS } from "../aws/network/ports";
import type { Subnet } from "../aws/network/subnets";
import { cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import type { End } from "../paths/ends";
import type { Network } from "../paths/network";
import { all, choose, type Judgement, unknown } from "../proof/judgement";
import type { Placement } from "./placement";

/** From interfaces in one of the broker's subnets to the broker: in a cluster, to the address in each of its subnets. */
export function judgeBrokerHop(source: End, placement: Placement, network: Network): Judgement {
  if (source.place === null) return all([]);
  const { subnet, vpc } = source.place;
  const judge = (other: Subnet) => judgeAddress(source, other, placement, network);
  const { certain, possible, missing } = placement.subnets;
  const parts = placement.isSingle ? [judge(subnet)] : certain.map(judge);
  const [fact] = missing;
  const lost = fact ?? missingFact("subnet-of-broker", { subnets: possible.map(({ name }) => name) });
  const undecided = cause("broker-placement-unknown", null, { open: "subnets" }, [lost]);
  if (!placement.isSingle && possible.length > 0) parts.push(choose(possible.map(judge), undecided));
  if (!placement.isSingle && fact !== undefined) parts.push(unknown(undecided));
  return all([network.dns.support(vpc), ...parts, network.brokerNames.resolve(subnet, vpc)]);
}

function judgeAddress(source: End, subnet: Subnet, placement: Placement, network: Network): Judgement {
  const { groupPassage, acls, connections } = network;
  const target = network.end(subnet, placement.vpcOf(subnet), source.carried, {
    kind: "broker",
    subnet: subnet.name,
  });
  return all([
    connections.connects(source, target),
    groupPassage.lets(source.carried, "egress", AMQPS, target),
    groupPassage.lets(source.carried, "ingress", AMQPS, source),
    acls.between(source, target, AMQPS),
  ]);
}
