import { HTTPS } from "../aws/network/ports";
import { SERVICES } from "../aws/network/service-names";
import type { Subnet } from "../aws/network/subnets";
import { cause } from "../causes/cause";
import { type MissingFact, missingFact } from "../causes/missing-fact";
import type { SourceTarget } from "../event-sources/source";
import { alternativesOf } from "../paths/connection-end";
import type { Network } from "../paths/network";
import type { Placement } from "../paths/placement";
import type { PolicyJudge } from "../paths/service-paths";
import { all, choose, type Judgement, unknown, YES } from "../proof/judgement";
import { caseOf, hopOf, type JudgedHop, type Target, type Way } from "./hop";
import { judgePublicSourceHop, judgeSourceHop } from "./source-hop";

/** What the hops of a mapping are judged by. */
interface Parts {
  readonly source: SourceTarget;
  readonly placement: Placement;
  readonly network: Network;
  readonly policy: PolicyJudge;
}

/** The four hops of a mapping from each of its event source's subnets. */
export function hopsOf(parts: Parts): readonly JudgedHop[] {
  const { isPublic } = parts.placement;
  const onPublic = targetsOf(parts.source.name, parts.source.port).map((target) => publicHop(target, parts));
  if (isPublic === true) return onPublic;
  const hops = privateHops(parts);
  return isPublic === false ? hops : hops.map((judged) => eitherWay(judged, onPublic));
}

/** What a mapping has to reach: the event source, and three services. */
function targetsOf(name: string, port: number | null): readonly Target[] {
  return [{ target: name, port }, ...SERVICES.map((service) => ({ target: service, port: HTTPS }))];
}

/** Four hops of which nothing is known. */
export function unknownHops(
  fact: MissingFact,
  code: "broker-unknown-source" | "broker-placement-unknown",
  { name, port }: { readonly name: string; readonly port: number | null },
): readonly JudgedHop[] {
  const why =
    code === "broker-unknown-source" ? cause(code, null, {}, [fact]) : cause(code, null, { open: "not-shown" }, [fact]);
  return targetsOf(name, port).map((target) =>
    hopOf(target, null, { judgement: unknown(why), via: null, through: [] }),
  );
}

/** A mapping on a public event source polls from Lambda's own network, in which the services are reached. */
function publicHop(target: Target, { source, placement, network }: Parts): JudgedHop {
  const judgement = target.target === source.name ? judgePublicSourceHop(source, placement, network) : YES;
  return hopOf(target, null, { judgement, via: "public", through: [] });
}

/** Whether the event source is public is not known: what holds either way holds. */
function eitherWay(judged: JudgedHop, onPublic: readonly JudgedHop[]): JudgedHop {
  const { hop } = judged;
  const other = onPublic.find((one) => one.hop.target === hop.target)?.hop.verdict;
  if (hop.verdict === "unknown" || hop.verdict === other) return judged;
  const open = cause("broker-placement-unknown", null, { open: "public" });
  const cases = hop.verdict === "blocked" ? [caseOf(hop)] : [];
  return {
    ...judged,
    hop: { ...hop, verdict: "unknown", via: null, through: [], reason: open.code, causes: [open], cases },
  };
}

function privateHops(parts: Parts): readonly JudgedHop[] {
  const { source } = parts;
  const targets = targetsOf(source.name, source.port);
  const { certain, possible, missing } = parts.placement.subnets;
  const hops = certain.flatMap((subnet) => targets.map((target) => judgeHop(target, subnet, parts)));
  const perhaps = targets.map((target) => possible.map((subnet) => judgeHop(target, subnet, parts)));
  const [fact] = missing;
  return [
    ...hops,
    ...perhaps.flatMap((same) => agreeing(same, possible)),
    ...(fact === undefined ? [] : unknownHops(fact, "broker-placement-unknown", source)),
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

function judgeHop(target: Target, subnet: Subnet, { source, placement, network, policy }: Parts): JudgedHop {
  const vpc = placement.vpcOf(subnet);
  const ways = alternativesOf(placement.groups).map((carried): Way => {
    const groups = carried.groups.map((group) => group.name);
    const end = network.end(subnet, vpc, carried, { kind: "mapping", subnets: [subnet.name], groups });
    const service = SERVICES.find((one) => one === target.target);
    if (service !== undefined) return network.services.to(service, end, policy);
    return { judgement: judgeSourceHop(end, source, placement, network), via: "vpc", through: [] };
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
