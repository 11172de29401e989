import type { Iam } from "../aws/iam/iam";
import type { Network } from "../paths/network";
import { type Subjects, subjectsOf, subjectsWithBroker } from "../rules/subjects";
import type { Instance } from "../terraform/model/model";
import type { Finding } from "../verdict";
import { rulesOfBrokers, rulesOfMappings } from "./rules";

/** What is wrong with a mapping on an Amazon MQ for RabbitMQ broker, or worth saying, apart from what it can reach. */
export function findingsOf(mapping: Instance, broker: Instance, iam: Iam, network: Network): readonly Finding[] {
  const subjects = subjectsWithBroker(mapping, broker, iam, network);
  return withoutWhatIsRefused([...ofMapping(subjects), ...rulesOfBrokers.flatMap((rule) => rule.check(subjects))]);
}

/** The same of a mapping whose broker the input does not hold: what holds for every broker on Amazon MQ. */
export function findingsWithoutBroker(mapping: Instance, iam: Iam): readonly Finding[] {
  return ofMapping(subjectsOf(mapping, iam));
}

function ofMapping(subjects: Subjects): readonly Finding[] {
  return rulesOfMappings.flatMap((rule) => rule.check(subjects));
}

/** What an apply does to a resource it does not do where AWS refuses the change. */
function withoutWhatIsRefused(findings: readonly Finding[]): readonly Finding[] {
  const refused = findings.filter(({ kind, effect }) => kind === "refused" && effect === "fails");
  const stopped = new Set(refused.map(({ resource }) => resource));
  return findings.filter(
    ({ kind, severity, resource }) => kind !== "apply" || severity !== "note" || !stopped.has(resource),
  );
}
