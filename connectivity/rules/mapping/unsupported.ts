import type { Instance } from "../../terraform/model/model";
import { isLeftToAws, isUnset } from "../../terraform/model/shown-values";
import { rule } from "../rule";
import type { Subjects } from "../subjects";
import { notShown } from "./unknown";

const API = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";

/**
 * Arguments that exist for other sources only.
 *
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

/** What a plan makes of the mapping: what exists was accepted once, and a provider may fill in what is left blank. */
export const unsupportedArgument = rule({
  code: "unsupported-argument",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "An argument that Amazon MQ mappings do not have",
  meaning:
    'Partial batch responses, failure destinations, retries, batch splitting, parallelization and scaling settings are for other sources. Lambda answers "Unsupported ... parameter for given event source mapping type".',
  example: 'function_response_types = ["ReportBatchItemFailures"]',
  source: API,
  check({ mapping }: Subjects, found) {
    if (mapping.change === "none") return [];
    const hidden = UNSUPPORTED.filter((argument) => isHidden(mapping, argument));
    const given = UNSUPPORTED.filter((argument) => isGiven(mapping, argument));
    return [
      ...hidden.map((argument) => notShown(mapping, argument)),
      ...(given.length > 0 ? [found(mapping, { mapping: mapping.address, arguments: given })] : []),
    ];
  },
});

/** Pollers of Kafka's and SQS's mappings. */
export const provisionedPoller = rule({
  code: "provisioned-poller",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Provisioned pollers on an Amazon MQ mapping",
  meaning:
    "Provisioned mode is for Kafka and SQS. It does not spare an Amazon MQ mapping the endpoints or the NAT gateway.",
  example: "provisioned_poller_config {\n  minimum_pollers = 1\n}",
  source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_event_source_mapping",
  check({ mapping }: Subjects, found) {
    const isAsked = mapping.change !== "none" && isGiven(mapping, "provisioned_poller_config");
    return isAsked ? [found(mapping, { mapping: mapping.address })] : [];
  },
});

/** Kafka clusters beside a broker. */
export const selfManagedEventSource = rule({
  code: "self-managed-event-source",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "self_managed_event_source on an Amazon MQ mapping",
  meaning: "It is for Kafka clusters of your own. A broker is named by event_source_arn alone.",
  example:
    'event_source_arn = aws_mq_broker.orders.arn\nself_managed_event_source {\n  endpoints = { KAFKA_BOOTSTRAP_SERVERS = "kafka.example.com:9092" }\n}',
  source: API,
  check({ mapping }: Subjects, found) {
    const isAsked = mapping.change !== "none" && isGiven(mapping, "self_managed_event_source");
    return isAsked ? [found(mapping, { mapping: mapping.address })] : [];
  },
});

/** Whether an argument has a value other than nothing, zero and false, which the provider does not send. */
function isGiven(mapping: Instance, argument: string): boolean {
  const value = mapping.get(argument);
  if (isLeftToAws(mapping, argument)) return false;
  if (value.kind === "scalar") return value.value !== false && value.value !== 0;
  return value.kind === "block" || (value.kind === "list" && value.items.some((item) => !isUnset(item)));
}

/** Whether an argument is configured, and the input does not show whether that comes to something. */
function isHidden(mapping: Instance, argument: string): boolean {
  const value = mapping.get(argument);
  return value.kind === "unknown" || (value.kind === "pointer" && !isLeftToAws(mapping, argument));
}
