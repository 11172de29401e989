import type { Instance, Model } from "../../reading/model";
import type { Finding } from "../../verdict";
import { authentication } from "./authentication";
import { brokerAccount } from "./broker-account";
import { brokerArguments } from "./broker-arguments";
import { brokerChange } from "./broker-change";
import { brokerPlacement } from "./broker-placement";
import { brokerUser } from "./broker-user";
import { functionSettings } from "./function-settings";
import { mappingArguments } from "./mapping-arguments";
import { ordering } from "./ordering";
import { queue } from "./queue";
import { rolePermissions } from "./role-permissions";
import { effectOf, isRule } from "./rules";
import { secretKey } from "./secret-key";
import { secretPolicy } from "./secret-policy";
import { secretValue } from "./secret-value";
import { type Subjects, subjectsOf } from "./subjects";
import { trustPolicy } from "./trust-policy";

export { findingsOfDestroyed } from "./destroyed";

/** Each judges one group of rules. */
const JUDGES: readonly ((subjects: Subjects) => readonly Finding[])[] = [
  trustPolicy,
  rolePermissions,
  secretKey,
  authentication,
  secretPolicy,
  secretValue,
  brokerArguments,
  brokerPlacement,
  brokerUser,
  brokerChange,
  brokerAccount,
  mappingArguments,
  functionSettings,
  queue,
  ordering,
];

const WEIGHT = { fails: 0, unknown: 1, none: 2 };

/**
 * What is wrong with a mapping on an Amazon MQ for RabbitMQ broker, or worth saying, apart from what it can reach: what
 * fails it first, then what leaves it unknown, then the rest.
 */
export function findingsOf(mapping: Instance, broker: Instance, model: Model): readonly Finding[] {
  const subjects = subjectsOf(mapping, broker, model);
  const findings = JUDGES.flatMap((judge) => judge(subjects));
  return findings.sort((one, other) => weightOf(one) - weightOf(other));
}

function weightOf({ rule }: Finding): number {
  return isRule(rule) ? WEIGHT[effectOf(rule)] : WEIGHT.none;
}
