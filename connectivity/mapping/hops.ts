import { SERVICES, type Service } from "../aws/network/service-names";
import type { Subnet } from "../aws/network/subnets";
import { cause } from "../causes/cause";
import { type MissingFact, missingFact } from "../causes/missing-fact";
import { alternativesOf, type End } from "../paths/ends";
import type { Network } from "../paths/network";
import type { PolicyJudge } from "../paths/service-paths";
import { all, choose, type Judgement, unknown, YES } from "../proof/judgement";
import type { HopTarget } from "../verdict";
import { judgeBrokerHop } from "./broker-hop";
import { caseOf, hopOf, type JudgedHop, type Way } from "./hop";
import type { Placement } from "./placement";

const TARGETS: readonly HopTarget[] = ["broker", ...SERVICES];

/** The four hops of a mapping from each of its broker's subnets. */
export function hopsOf(placement: Placement, network: Network, policy: PolicyJudge): readonly JudgedHop[] {
  if (placement.isPublic === true) return TARGETS.map(publicHop);
  const hops = privateHops(placement, network, policy);
  return placement.isPublic === false ? hops : hops.map(eitherWay);
}

/** Four hops of which nothing is known. */
export function unknownHops(
  fact: MissingFact,
  code: "broker-unknown-source" | "broker-placement-unknown",
  from: string | null,
): readonly JudgedHop[] {
  const why =
    code === "broker-unknown-source" ? cause(code, null, {}, [fact]) : cause(code, null, { open: "not-shown" }, [fact]);
  return TARGETS.map((target) => hopOf(target, from, { judgement: unknown(why), via: null, through: [] }));
}

/** A mapping on a public broker polls from the service's own network. */
function publicHop(target: HopTarget): JudgedHop {
  return hopOf(target, null, { judgement: YES, via: "public", through: [] });
}

/** Whether the broker is public is not known: on a public one every hop is reachable. */
function eitherWay(judged: JudgedHop): JudgedHop {
  const { hop } = judged;
  if (hop.verdict !== "blocked") return judged;
  const open = cause("broker-placement-unknown", null, { open: "public" });
  return { ...judged, hop: { ...hop, verdict: "unknown", reason: open.code, causes: [open], cases: [caseOf(hop)] } };
}

function privateHops(placement: Placement, network: Network, policy: PolicyJudge): readonly JudgedHop[] {
  const { certain, possible, missing } = placement.subnets;
  const hops = certain.flatMap((subnet) =>
    TARGETS.map((target) => judgeHop(target, subnet, placement, network, policy)),
  );
  const perhaps = TARGETS.map((target) =>
    possible.map((subnet) => judgeHop(target, subnet, placement, network, policy)),
  );
  const [fact] = missing;
  return [
    ...hops,
    ...perhaps.flatMap((same) => agreeing(same, possible)),
    ...(fact === undefined ? [] : unknownHops(fact, "broker-placement-unknown", null)),
  ];
}

/** Hops from subnets of which the input lost which are meant: what all of them share holds, and otherwise nothing does. */
function agreeing(hops: readonly JudgedHop[], possible: readonly Subnet[]): readonly JudgedHop[] {
  const verdicts = new Set(hops.map(({ hop }) => hop.verdict));
  if (verdicts.size <= 1) return hops;
  const subnets = possible.map(({ name }) => name);
  const open = cause("broker-placement-unknown", null, { open: "one-of-subnets", subnets });
  return hops.map(({ hop, assumed }) => {
    const cases = hop.verdict === "reachable" ? [] : [caseOf(hop)];
    return {
      assumed,
      hop: { ...hop, verdict: "unknown", via: null, through: [], reason: open.code, causes: [open], cases },
    };
  });
}

function judgeHop(
  target: HopTarget,
  subnet: Subnet,
  placement: Placement,
  network: Network,
  policy: PolicyJudge,
): JudgedHop {
  const vpc = placement.vpcOf(subnet);
  const ways = alternativesOf(placement.groups).map((carried): Way => {
    const groups = carried.groups.map((group) => group.name);
    const source = network.end(subnet, vpc, carried, { kind: "mapping", subnet: subnet.name, groups });
    return target === "broker" ? toBroker(source, placement, network) : toService(target, source, network, policy);
  });
  const fact = placement.groups.missing[0] ?? missingFact("groups-of-broker", {});
  const judgement = choose(
    ways.map((way) => way.judgement),
    cause("broker-placement-unknown", null, { open: "groups" }, [fact]),
  );
  const shown = placement.isHidden(subnet) ? [hiddenSubnet(subnet)] : [];
  const { via, through } = ways[0] ?? { via: null, through: [] };
  return hopOf(target, subnet.name, { judgement: all([judgement, ...shown]), via, through });
}

/** AWS would refuse a subnet of another VPC than the groups', and its routes and network ACL are elsewhere. */
function hiddenSubnet({ name: address }: Subnet): Judgement {
  const fact = missingFact("resource", { resource: address }, "its-workspace");
  return unknown(cause("broker-placement-unknown", null, { open: "subnet" }, [fact]));
}

function toBroker(source: End, placement: Placement, network: Network): Way {
  return { judgement: judgeBrokerHop(source, placement, network), via: "vpc", through: [] };
}

function toService(service: Service, source: End, network: Network, policy: PolicyJudge): Way {
  return network.services.to(service, source, policy);
}
