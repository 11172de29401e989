import type { Iam } from "../aws/iam/iam";
import type { Candidate } from "../event-sources/recognize";
import { commonAccess, type EventSource, type SourceRule } from "../event-sources/source";
import type { Network } from "../paths/network";
import type { Placement } from "../paths/placement";
import { type Subjects, subjectsOf, subjectsWithBroker } from "../rules/subjects";
import type { Instance, Model } from "../terraform/model/model";
import type { Finding } from "../verdict";
import { rulesOfMappings, rulesOfSources } from "./rules";

/** What is wrong with a mapping on an event source, or worth saying, apart from what it can reach. */
export function findingsOf(
  mapping: Instance,
  { source, instance }: Candidate,
  placement: Placement,
  iam: Iam,
  network: Network,
): readonly Finding[] {
  const subjects = subjectsWithBroker(mapping, instance, source.access, placement, iam, network);
  return withoutWhatIsRefused([
    ...ofMapping(subjects, source.mappingRules),
    ...[...source.rules, ...rulesOfSources].flatMap((rule) => rule.check(subjects)),
  ]);
}

/** The same of a mapping whose event source the input does not hold: what holds for every kind that it may be. */
export function findingsWithoutSource(
  mapping: Instance,
  sources: readonly EventSource[],
  iam: Iam,
): readonly Finding[] {
  const [first, ...others] = sources;
  const shared = first?.mappingRules.filter((rule) =>
    others.every(({ mappingRules }) => mappingRules.some(({ code }) => code === rule.code)),
  );
  return ofMapping(subjectsOf(mapping, commonAccess(sources), iam), shared ?? []);
}

function ofMapping(subjects: Subjects, ofSource: readonly SourceRule<Subjects>[]): readonly Finding[] {
  return [...rulesOfMappings, ...ofSource].flatMap((rule) => rule.check(subjects));
}

/** What is refused of an event source, and what an apply does to it, whatever is on it. */
export function findingsOfSource({ source, instance }: Candidate, model: Model): readonly Finding[] {
  const findings = source.ownRules.flatMap((rule) => rule.check({ broker: instance, model }));
  return withoutWhatIsRefused(findings.filter(({ kind }) => kind !== "outcome"));
}

/** What an apply does to a resource it does not do where AWS refuses the change. */
function withoutWhatIsRefused(findings: readonly Finding[]): readonly Finding[] {
  const refused = findings.filter(({ kind, effect }) => kind === "refused" && effect === "fails");
  const stopped = new Set(refused.map(({ resource }) => resource));
  return findings.filter(
    ({ kind, severity, resource }) => kind !== "apply" || severity !== "note" || !stopped.has(resource),
  );
}
