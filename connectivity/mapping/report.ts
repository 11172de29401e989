import { judgeEndpointPolicy } from "../aws/iam/endpoint-policy";
import type { Iam } from "../aws/iam/iam";
import { missingFact } from "../causes/missing-fact";
import type { Network } from "../paths/network";
import type { PolicyJudge } from "../paths/service-paths";
import type { Instance, MissingFact } from "../terraform/model/model";
import type { Finding, Hop, MappingReport, MappingVerdict } from "../verdict";
import { findingsOf, findingsWithoutBroker } from "./findings";
import type { JudgedHop } from "./hop";
import { hopsOf, unknownHops } from "./hops";
import { agreed } from "./one-of-several";
import { placementOf } from "./placement";

/** The verdict on a mapping on one broker. */
export function reportOn(mapping: Instance, broker: Instance, iam: Iam, network: Network): MappingReport {
  const placement = placementOf(broker, network);
  const policy: PolicyJudge = (endpoint, service) => judgeEndpointPolicy(endpoint, service, mapping, iam);
  return assemble(mapping, hopsOf(placement, network, policy), findingsOf(mapping, broker, iam, network));
}

/** The verdict on a mapping on one of several brokers, of which the input lost which: what holds for all of them. */
export function reportOnOneOf(
  mapping: Instance,
  brokers: readonly Instance[],
  iam: Iam,
  network: Network,
): MappingReport {
  const reports = brokers.map((broker) => reportOn(mapping, broker, iam, network));
  const names = brokers.map(({ address }) => address);
  const fact = missingFact("broker-of-mapping", { brokers: names, mapping: mapping.address });
  const report = agreed(reports, fact);
  if (report === null) return reportWithoutBroker(mapping, fact, iam);
  const { address, constructPath } = mapping;
  return { address, constructPath, ...report, findings: decisiveFirst(report.findings) };
}

/** The verdict on a mapping whose broker the input does not hold. */
export function reportWithoutBroker(mapping: Instance, fact: MissingFact, iam: Iam): MappingReport {
  const hops = unknownHops(fact, "broker-unknown-source", null);
  return assemble(mapping, hops, findingsWithoutBroker(mapping, iam));
}

function assemble(mapping: Instance, judged: readonly JudgedHop[], findings: readonly Finding[]): MappingReport {
  const hops = judged.map(({ hop }) => hop);
  return {
    address: mapping.address,
    constructPath: mapping.constructPath,
    verdict: verdictOf(hops, findings),
    assumptions: [...new Set(judged.flatMap(({ assumed }) => assumed))].sort(),
    hops,
    findings: decisiveFirst(findings),
  };
}

function decisiveFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((one, other) => WEIGHT[one.effect] - WEIGHT[other.effect]);
}

const WEIGHT = { fails: 0, unknown: 1, none: 2 };

function verdictOf(hops: readonly Hop[], findings: readonly Finding[]): MappingVerdict {
  const effects = findings.map(({ effect }) => effect);
  if (hops.some(({ verdict }) => verdict === "blocked") || effects.includes("fails")) return "fails";
  return hops.some(({ verdict }) => verdict === "unknown") || effects.includes("unknown") ? "unknown" : "works";
}
