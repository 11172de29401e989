import { rabbitmqRules } from "../../event-sources/rabbitmq/rules";
import type { Network } from "../../paths/network";
import { networkRules } from "../../rules/network";
import type { Instance, Model } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { authentication } from "./authentication";
import { functionSettings } from "./function-settings";
import { mappingArguments } from "./mapping-arguments";
import { ordering } from "./ordering";
import { queue } from "./queue";
import { rolePermissions } from "./role-permissions";
import { secretKey } from "./secret-key";
import { secretPolicy } from "./secret-policy";
import { secretValue } from "./secret-value";
import { type Subjects, subjectsOf, subjectsWithBroker } from "./subjects";
import { trustPolicy } from "./trust-policy";

export { findingsOfDestroyed } from "./destroyed";

/** Each judges one group of rules about a mapping, whatever its broker is. */
const JUDGES: readonly ((subjects: Subjects) => readonly Finding[])[] = [
  trustPolicy,
  rolePermissions,
  secretKey,
  authentication,
  secretPolicy,
  secretValue,
  mappingArguments,
  functionSettings,
  queue,
  ordering,
];

/**
 * What is wrong with a mapping on an Amazon MQ for RabbitMQ broker, or worth saying, apart from what it can reach.
 */
export function findingsOf(mapping: Instance, broker: Instance, model: Model, network: Network): readonly Finding[] {
  const subjects = subjectsWithBroker(mapping, broker, model, network);
  return withoutWhatIsRefused([
    ...JUDGES.flatMap((judge) => judge(subjects)),
    ...rabbitmqRules.flatMap((rule) => rule.check(subjects)),
    ...networkRules.flatMap((rule) => rule.check(subjects)),
  ]);
}

/** The same of a mapping whose broker the input does not hold: what holds for every broker on Amazon MQ. */
export function findingsWithoutBroker(mapping: Instance, model: Model): readonly Finding[] {
  const subjects = subjectsOf(mapping, model);
  return JUDGES.flatMap((judge) => judge(subjects));
}

/** What an apply does to a resource it does not do where AWS refuses the change. */
function withoutWhatIsRefused(findings: readonly Finding[]): readonly Finding[] {
  const refused = findings.filter(({ kind, effect }) => kind === "refused" && effect === "fails");
  const stopped = new Set(refused.map(({ resource }) => resource));
  return findings.filter(
    ({ kind, severity, resource }) => kind !== "apply" || severity !== "note" || !stopped.has(resource),
  );
}
