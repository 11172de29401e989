import type { Iam } from "../../aws/iam/iam";
import { rabbitmqMappingRules, rabbitmqRules } from "../../event-sources/rabbitmq/rules";
import type { Network } from "../../paths/network";
import { mappingRules } from "../../rules/mapping";
import { nameTaken } from "../../rules/mapping/name-taken";
import { networkRules } from "../../rules/network";
import { secretRules } from "../../rules/secret";
import { type Subjects, subjectsOf, subjectsWithBroker } from "../../rules/subjects";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { rolePermissions } from "./role-permissions";
import { secretKey } from "./secret-key";
import { secretPolicy } from "./secret-policy";
import { trustPolicy } from "./trust-policy";

/** Each judges one group of rules about a mapping, whatever its broker is. */
const JUDGES: readonly ((subjects: Subjects) => readonly Finding[])[] = [
  trustPolicy,
  rolePermissions,
  secretKey,
  secretPolicy,
];

/** What is wrong with a mapping on an Amazon MQ for RabbitMQ broker, or worth saying, apart from what it can reach. */
export function findingsOf(mapping: Instance, broker: Instance, iam: Iam, network: Network): readonly Finding[] {
  const subjects = subjectsWithBroker(mapping, broker, iam, network);
  return withoutWhatIsRefused([
    ...ofMapping(subjects),
    ...[...rabbitmqRules, nameTaken, ...networkRules].flatMap((rule) => rule.check(subjects)),
  ]);
}

/** The same of a mapping whose broker the input does not hold: what holds for every broker on Amazon MQ. */
export function findingsWithoutBroker(mapping: Instance, iam: Iam): readonly Finding[] {
  return ofMapping(subjectsOf(mapping, iam));
}

function ofMapping(subjects: Subjects): readonly Finding[] {
  const rules = [...secretRules, ...mappingRules, ...rabbitmqMappingRules];
  return [...JUDGES.flatMap((judge) => judge(subjects)), ...rules.flatMap((rule) => rule.check(subjects))];
}

/** What an apply does to a resource it does not do where AWS refuses the change. */
function withoutWhatIsRefused(findings: readonly Finding[]): readonly Finding[] {
  const refused = findings.filter(({ kind, effect }) => kind === "refused" && effect === "fails");
  const stopped = new Set(refused.map(({ resource }) => resource));
  return findings.filter(
    ({ kind, severity, resource }) => kind !== "apply" || severity !== "note" || !stopped.has(resource),
  );
}
