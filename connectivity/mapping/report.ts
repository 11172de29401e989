import { judgeEndpointPolicy } from "../aws/iam/endpoint-policy";
import type { Iam } from "../aws/iam/iam";
import { missingFact } from "../causes/missing-fact";
import type { Candidate } from "../event-sources/recognize";
import { commonTarget, type EventSource } from "../event-sources/source";
import type { Network } from "../paths/network";
import type { PolicyJudge } from "../paths/service-paths";
import type { Instance, MissingFact } from "../terraform/model/model";
import type { Finding, Hop, MappingReport, MappingVerdict } from "../verdict";
import { findingsOf, findingsWithoutSource } from "./findings";
import type { JudgedHop } from "./hop";
import { hopsOf, unknownHops } from "./hops";
import { agreed } from "./one-of-several";

/** The verdict on a mapping on one event source. */
export function reportOn(mapping: Instance, candidate: Candidate, iam: Iam, network: Network): MappingReport {
  const { source, instance } = candidate;
  const placement = source.placementOf(instance, network);
  const policy: PolicyJudge = (endpoint, service) => judgeEndpointPolicy(endpoint, service, mapping, iam);
  return assemble(
    mapping,
    hopsOf({ source: source.target, placement, network, policy }),
    findingsOf(mapping, candidate, placement, iam, network),
  );
}

/** The verdict on a mapping on one of several event sources, of which the input lost which: what holds for all of them. */
export function reportOnOneOf(
  mapping: Instance,
  candidates: readonly Candidate[],
  iam: Iam,
  network: Network,
): MappingReport {
  const reports = candidates.map((candidate) => reportOn(mapping, candidate, iam, network));
  const sources = [...new Set(candidates.map(({ source }) => source))];
  const fact = whichOf(mapping, candidates);
  const report = agreed(reports, fact, commonTarget(sources));
  if (report === null) return reportWithoutSource(mapping, sources, fact, iam);
  const { address, constructPath } = mapping;
  if (new Set(candidates.map(({ instance }) => instance)).size > 1) {
    return { address, constructPath, ...report, findings: decisiveFirst(report.findings) };
  }
  // What the rules of one kind say of it would be wrong of another kind.
  const findings = report.findings.filter((finding) => reports.every((one) => isAmong(one.findings, finding)));
  const verdict = verdictOf(report.hops, findings);
  return { address, constructPath, ...report, verdict, findings: decisiveFirst(findings) };
}

function isAmong(findings: readonly Finding[], finding: Finding): boolean {
  return findings.some((other) => JSON.stringify(other) === JSON.stringify(finding));
}

/** What is not shown: which of several a mapping is on, or of which kind the one is that it is on. */
function whichOf(mapping: Instance, candidates: readonly Candidate[]): MissingFact {
  const [name = "", ...others] = [...new Set(candidates.map(({ instance }) => instance.address))];
  if (others.length > 0)
    return missingFact("broker-of-mapping", { brokers: [name, ...others], mapping: mapping.address });
  return missingFact("kind-of-source", { source: name, kinds: candidates.map(({ source }) => source.title) });
}

/** The verdict on a mapping whose event source the input does not hold. */
export function reportWithoutSource(
  mapping: Instance,
  sources: readonly EventSource[],
  fact: MissingFact,
  iam: Iam,
): MappingReport {
  const hops = unknownHops(fact, "broker-unknown-source", commonTarget(sources));
  return assemble(mapping, hops, findingsWithoutSource(mapping, sources, iam));
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
