/**
 * Whether Lambda event source mappings on Amazon MQ, for RabbitMQ or for ActiveMQ, will work, said from Terraform JSON before it is deployed.
 * Pure: no files, no network, no AWS.
 */

export type { Cause, CauseCode as ReasonCode, CauseOf } from "./causes/cause";
export type { MissingFact } from "./causes/missing-fact";
export type { RuleCode } from "./causes/rules/rule";
export { type CheckOptions, check, checkWithSources, type WithSources } from "./check";
export { sourceTargets } from "./event-sources";
export { rules } from "./mapping/rules";
export { type Obstacle, obstaclesOf } from "./obstacles";
export type { RuleEntry } from "./rules/rule";
export {
  type ConfigurationSource,
  type GivenVariables,
  HEAD_LENGTH,
  type Input,
  type InputProblem,
  type InstalledModule,
  installedModules,
  isConfigurationFile,
  isSavedPlan,
  isStoredState,
  isZip,
  type SourceFile,
  UnusableInputError,
} from "./terraform";
export { field, isObject, type JsonObject, listField, textField } from "./terraform/model/json";
export type { Instance, Model, Value } from "./terraform/model/model";
export type {
  Effect,
  Finding,
  FindingKind,
  FindingOf,
  Hop,
  HopCase,
  HopTarget,
  HopVerdict,
  HopVia,
  MappingReport,
  MappingVerdict,
  Report,
  Severity,
} from "./verdict";
export { type ReasonEntry, reasons } from "./wording/causes/causes";
export { type Explanation, explain } from "./wording/explain";
export { between, destination, hopsInWords, origin, WAYS } from "./wording/hops";
export { enumerate } from "./wording/lists";
export { isService, targetName } from "./wording/parties";
export {
  type FindingInWords,
  type HopInWords,
  inWords,
  type MappingReportInWords,
  type ReportInWords,
} from "./wording/report-in-words";
export { type Sentence, spell } from "./wording/sentence";
