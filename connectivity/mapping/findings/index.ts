import type { Instance, Model } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { authentication } from "./authentication";
import { brokerAccount } from "./broker-account";
import { brokerArguments } from "./broker-arguments";
import { brokerChange } from "./broker-change";
import { brokerPlacement } from "./broker-placement";
import { brokerRegion } from "./broker-region";
import { brokerUser } from "./broker-user";
import { functionSettings } from "./function-settings";
import { mappingArguments } from "./mapping-arguments";
import { ordering } from "./ordering";
import { queue } from "./queue";
import { rolePermissions } from "./role-permissions";
import { secretKey } from "./secret-key";
import { secretPolicy } from "./secret-policy";
import { secretValue } from "./secret-value";
import { type BrokerSubjects, type Subjects, subjectsOf } from "./subjects";
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

/** The same about its broker. */
const BROKER_JUDGES: readonly ((subjects: BrokerSubjects) => readonly Finding[])[] = [
  brokerArguments,
  brokerPlacement,
  brokerUser,
  brokerChange,
  brokerAccount,
  brokerRegion,
];

/** What is wrong with a mapping on an Amazon MQ for RabbitMQ broker, or worth saying, apart from what it can reach. */
export function findingsOf(mapping: Instance, broker: Instance, model: Model): readonly Finding[] {
  const subjects = subjectsOf(mapping, broker, model);
  return [...JUDGES.flatMap((judge) => judge(subjects)), ...BROKER_JUDGES.flatMap((judge) => judge(subjects))];
}

/** The same of a mapping whose broker the input does not hold: what holds for every broker on Amazon MQ. */
export function findingsWithoutBroker(mapping: Instance, model: Model): readonly Finding[] {
  const subjects = subjectsOf(mapping, null, model);
  return JUDGES.flatMap((judge) => judge(subjects));
}
