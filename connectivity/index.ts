/**
 * Whether Lambda event source mappings on Amazon MQ for RabbitMQ will work, said from Terraform JSON before it is deployed.
 * Pure: no files, no network, no AWS.
 */

export { type ReasonCode, type ReasonEntry, reasons } from "./causes/reasons";
export { type CheckOptions, check } from "./check";
export { type RuleCode, rules } from "./mapping/findings/rules";
export type { RuleEntry } from "./rules/rule";
export { type Input, type InputProblem, UnusableInputError } from "./terraform";
export type {
  Effect,
  Finding,
  FindingKind,
  Hop,
  HopTarget,
  HopVerdict,
  HopVia,
  MappingReport,
  MappingVerdict,
  Report,
  Severity,
} from "./verdict";
