import { SERVICE_TITLES, SERVICES, type Service } from "../aws/network/service-names";
import type { Subnet } from "../aws/network/subnets";
import { alternativesOf, type Carried, type End } from "../paths/ends";
import type { Network } from "../paths/network";
import type { PolicyJudge } from "../paths/service-paths";
import { inputFact, sentenceOf } from "../proof/facts";
import { all, choose, type Judgement, type Reason, unknown, YES } from "../proof/judgement";
import type { MissingFact } from "../terraform/model/model";
import type { HopTarget, HopVia } from "../verdict";
import { judgeBrokerHop } from "./broker-hop";
import { hopOf, type JudgedHop, TARGET_TITLES } from "./hop";
import type { Placement } from "./placement";

const TARGETS: readonly HopTarget[] = ["broker", ...SERVICES];

/** A way to a target, from interfaces that carry certain groups. */
interface Way {
  readonly judgement: Judgement;
  readonly via: HopVia | null;
  readonly explanation: string;
}

/** The four hops of a mapping from each of its broker's subnets. */
export function hopsOf(placement: Placement, network: Network, policy: PolicyJudge): readonly JudgedHop[] {
  if (placement.isPublic === true) return TARGETS.map(publicHop);
  const hops = privateHops(placement, network, policy);
  return placement.isPublic === false ? hops : hops.map(eitherWay);
}

/** Four hops of which nothing is known. */
export function unknownHops(fact: MissingFact, code: Reason["code"], from: string | null): readonly JudgedHop[] {
  const reason = {
    code,
    resource: null,
    explanation: sentenceOf([fact]),
    remedy: "Add the input that shows it.",
    missing: [fact],
  };
  return TARGETS.map((target) => hopOf(target, from, unknown(reason), { via: null, explanation: "" }));
}

/** A mapping on a public broker polls from the service's own network. */
function publicHop(target: HopTarget): JudgedHop {
  const explanation = `The broker is public, so the mapping reaches ${TARGET_TITLES[target]} from the service's own network.`;
  return hopOf(target, null, YES, { via: "public", explanation });
}

/** Whether the broker is public is not known: on a public one every hop is reachable. */
function eitherWay(judged: JudgedHop): JudgedHop {
  if (judged.hop.verdict !== "blocked") return judged;
  const explanation = `Whether the broker is public is known after apply only. If it is not: ${judged.hop.explanation}`;
  return { ...judged, hop: { ...judged.hop, verdict: "unknown", reason: "broker-placement-unknown", explanation } };
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
function agreeing(hops: readonly JudgedHop[], subnets: readonly Subnet[]): readonly JudgedHop[] {
  const verdicts = new Set(hops.map(({ hop }) => hop.verdict));
  if (verdicts.size <= 1) return hops;
  const names = subnets.map(({ address }) => address).join(", ");
  const start = `Which of ${names} the broker is in is not in this input.`;
  return hops.map((judged) => ({
    ...judged,
    hop: {
      ...judged.hop,
      verdict: "unknown",
      via: null,
      reason: "broker-placement-unknown",
      explanation:
        judged.hop.verdict === "reachable" ? start : `${start} From ${judged.hop.from}: ${judged.hop.explanation}`,
      remedy: judged.hop.remedy === "" ? "Name the broker's subnets one by one." : judged.hop.remedy,
    },
  }));
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
    const source = network.end(subnet, vpc, carried, describeSource(subnet, carried));
    return target === "broker" ? toBroker(source, placement, network) : toService(target, source, network, policy);
  });
  const fact = placement.groups.missing[0] ?? inputFact("which security groups the broker has is not in this input");
  const judgement = choose(
    ways.map((way) => way.judgement),
    {
      code: "broker-placement-unknown",
      resource: null,
      explanation: sentenceOf([fact]),
      remedy: "Show the broker's groups.",
      missing: [fact],
    },
  );
  const shown = placement.isHidden(subnet) ? [hiddenSubnet(subnet)] : [];
  return hopOf(target, subnet.address, all([judgement, ...shown]), ways[0] ?? { via: null, explanation: "" });
}

/** AWS would refuse a subnet of another VPC than the groups', and its routes and network ACL are elsewhere. */
function hiddenSubnet(subnet: Subnet): Judgement {
  const fact = inputFact(`${subnet.address} is not in this input: add its workspace's state`);
  return unknown({
    code: "broker-placement-unknown",
    resource: null,
    explanation: sentenceOf([fact]),
    remedy: "Add the input that shows the subnet.",
    missing: [fact],
  });
}

function describeSource(subnet: Subnet, { groups }: Carried): string {
  const names = groups.map(({ address }) => address).join(", ");
  return `the mapping's interfaces in ${subnet.address}${names === "" ? "" : ` (with ${names})`}`;
}

function toBroker(source: End, placement: Placement, network: Network): Way {
  return {
    judgement: judgeBrokerHop(source, placement, network),
    via: "vpc",
    explanation:
      "The broker's name resolves, and its security groups and network ACLs let the mapping's interfaces in on 5671.",
  };
}

function toService(service: Service, source: End, network: Network, policy: PolicyJudge): Way {
  const { judgement, via, through } = network.services.to(service, source, policy);
  const title = SERVICE_TITLES[service];
  const names = through.join(", ");
  const explanation =
    via === "interface-endpoint"
      ? `The name of ${title} leads to ${names === "" ? "an endpoint of the VPC" : names}, which lets the mapping's interfaces in on 443.`
      : via === "nat-gateway"
        ? `The name of ${title} means public addresses, and ${source.place?.subnet.address} is routed to them through ${names}.`
        : `The name of ${title} means public addresses, to which the routes of ${source.place?.subnet.address} are asserted to lead.`;
  return { judgement, via, explanation };
}
