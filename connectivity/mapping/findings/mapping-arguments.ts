import { isLeftBlank, isUnset } from "../../aws/iam/values";
import { missingFact } from "../../causes/missing-fact";
import type { Instance, Value } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { foreignAccesses } from "./authentication";
import { finding } from "./finding";
import type { Subjects } from "./subjects";

interface Bounds {
  readonly rule: "batch-size" | "batching-window";
  readonly argument: string;
  readonly least: number;
  readonly most: number;
  readonly unit: "messages" | "seconds";
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html */
const BOUNDS: readonly Bounds[] = [
  { rule: "batch-size", argument: "batch_size", least: 1, most: 10_000, unit: "messages" },
  { rule: "batching-window", argument: "maximum_batching_window_in_seconds", least: 0, most: 300, unit: "seconds" },
];

/**
 * Arguments that exist for other sources only: Lambda answers "Unsupported ... parameter for given event source mapping type".
 * @see https://github.com/aws/aws-cdk/issues/19917
 */
const UNSUPPORTED = [
  "function_response_types",
  "destination_config",
  "bisect_batch_on_function_error",
  "maximum_retry_attempts",
  "maximum_record_age_in_seconds",
  "parallelization_factor",
  "tumbling_window_in_seconds",
  "scaling_config",
  "document_db_event_source_config",
  "amazon_managed_kafka_event_source_config",
  "self_managed_kafka_event_source_config",
];

/** The mapping's own arguments, apart from its queue and its login. */
export function mappingArguments(subjects: Subjects): readonly Finding[] {
  const { mapping } = subjects;
  const bounds = BOUNDS.flatMap((bound) => outOfBounds(mapping, bound));
  const findings = [...bounds, ...foreignAccesses(subjects), ...disabled(mapping)];
  // What exists already was accepted once, and a provider may fill in what the configuration leaves blank.
  return mapping.change === "none" ? findings : [...findings, ...unsupported(mapping)];
}

function outOfBounds(mapping: Instance, { rule, argument, least, most, unit }: Bounds): readonly Finding[] {
  const value = mapping.get(argument);
  if (value.kind !== "scalar") return isLeftBlank(value, mapping) ? [] : [notShown(mapping, argument)];
  if (typeof value.value !== "number") return [];
  if (Number.isInteger(value.value) && value.value >= least && value.value <= most) return [];
  const facts = { mapping: mapping.address, argument, value: value.value, least, most, unit };
  return [finding(rule, mapping, facts)];
}

function disabled(mapping: Instance): readonly Finding[] {
  const enabled = mapping.get("enabled");
  if (enabled.kind !== "scalar" || enabled.value !== false) return [];
  return [finding("mapping-disabled", mapping, { mapping: mapping.address })];
}

function unsupported(mapping: Instance): readonly Finding[] {
  const findings: Finding[] = [];
  const given = UNSUPPORTED.filter((argument) => isGiven(mapping, argument));
  findings.push(...UNSUPPORTED.filter((argument) => isHidden(mapping, argument)).map((one) => notShown(mapping, one)));
  if (given.length > 0) {
    findings.push(finding("unsupported-argument", mapping, { mapping: mapping.address, arguments: given }));
  }
  if (isGiven(mapping, "provisioned_poller_config")) {
    findings.push(finding("provisioned-poller", mapping, { mapping: mapping.address }));
  }
  if (isGiven(mapping, "self_managed_event_source")) {
    findings.push(finding("self-managed-event-source", mapping, { mapping: mapping.address }));
  }
  return findings;
}

/** Whether an argument has a value other than nothing, zero and false, which the provider does not send. */
function isGiven(mapping: Instance, argument: string): boolean {
  const value = mapping.get(argument);
  if (isUnset(value) || isLeftBlank(value, mapping)) return false;
  if (value.kind === "scalar") return value.value !== false && value.value !== 0;
  return value.kind === "block" || (value.kind === "list" && value.items.some(isThere));
}

/** Whether an argument is configured, and the input does not show whether that comes to something. */
function isHidden(mapping: Instance, argument: string): boolean {
  const value = mapping.get(argument);
  return value.kind === "unknown" || (value.kind === "pointer" && !isLeftBlank(value, mapping));
}

/** An argument that decides whether Lambda takes the mapping, and that is not shown. */
export function notShown(mapping: Instance, argument: string): Finding {
  const { address } = mapping;
  const missing = missingFact("argument", { of: address, argument }, "apply");
  return finding("mapping-unknown", mapping, { mapping: address, argument }, [missing]);
}

function isThere(value: Value): boolean {
  return !isUnset(value);
}
