import type { Subnet } from "../aws/network/subnets";
import { cause } from "../causes/cause";
import { missingFact } from "../causes/missing-fact";
import type { SourceTarget } from "../event-sources/source";
import { alternativesOf, type End, LAMBDA_NETWORK } from "../paths/connection-end";
import type { Network } from "../paths/network";
import type { Placement } from "../paths/placement";
import { all, choose, type Judgement, unknown } from "../proof/judgement";

/** From interfaces in one of the event source's subnets to the source: where it has several, to the address in each. */
export function judgeSourceHop(end: End, target: SourceTarget, placement: Placement, network: Network): Judgement {
  if (end.place === null) return all([]);
  const { subnet, vpc } = end.place;
  const judge = (other: Subnet) => judgeAddress(end, other, target, placement, network);
  const { certain, possible, missing } = placement.subnets;
  const parts = placement.isSingle ? [judge(subnet)] : certain.map(judge);
  const [fact] = missing;
  const lost = fact ?? missingFact("subnet-of-broker", { subnets: possible.map(({ name }) => name) });
  const undecided = cause("broker-placement-unknown", null, { open: "subnets" }, [lost]);
  if (!placement.isSingle && possible.length > 0) parts.push(choose(possible.map(judge), undecided));
  if (!placement.isSingle && fact !== undefined) parts.push(unknown(undecided));
  return all([network.dns.support(vpc), ...parts, network.sourceNames.resolve(subnet, vpc, target.name)]);
}

/** From Lambda's own network to a public event source: its security groups, where it has some, have to let that in. */
export function judgePublicSourceHop(target: SourceTarget, placement: Placement, network: Network): Judgement {
  const { publicGroups: groups } = placement;
  if (groups === null) return all([]);
  const fact = groups.missing[0] ?? missingFact("groups-of-broker", {});
  return choose(
    alternativesOf(groups).map((carried) => network.groupPath.lets(carried, "ingress", target.port, LAMBDA_NETWORK)),
    cause("broker-placement-unknown", null, { open: "groups" }, [fact]),
  );
}

function judgeAddress(
  end: End,
  subnet: Subnet,
  { name, port }: SourceTarget,
  placement: Placement,
  network: Network,
): Judgement {
  const { groupPath, acls, connections } = network;
  const target = network.end(subnet, placement.vpcOf(subnet), end.carried, {
    kind: "source",
    called: name,
    subnets: [subnet.name],
  });
  return all([
    connections.connects(end, target),
    groupPath.lets(end.carried, "egress", port, target),
    groupPath.lets(end.carried, "ingress", port, end),
    acls.between(end, target, port),
  ]);
}
