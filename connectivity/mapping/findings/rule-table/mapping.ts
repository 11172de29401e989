import type { RuleEntry } from "../../../rules/rule";

const WITH_MQ = "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html";
const PARAMETERS = "https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html";
const API = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";

/** Rules about the mapping itself, its function's settings and its queue. */
export const mappingRules = {
  queues: {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Not exactly one queue",
    meaning: "A mapping takes exactly one queue, with a name of 1 to 1,000 characters.",
    example: "queues = []",
    source: PARAMETERS,
  },
  "source-access-type": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "A source access that Amazon MQ mappings do not have",
    meaning:
      "Amazon MQ takes BASIC_AUTH and VIRTUAL_HOST. VPC_SUBNET and VPC_SECURITY_GROUP are for self-managed Kafka: a mapping on Amazon MQ uses the broker's own subnets and groups.",
    example: 'source_access_configuration {\n  type = "VPC_SUBNET"\n  uri  = "subnet:subnet-0a1b2c3d"\n}',
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_SourceAccessConfiguration.html",
  },
  "virtual-host": {
    severity: "warning",
    effect: "none",
    kind: "outcome",
    title: "The queue is declared in another virtual host",
    meaning:
      'A mapping without VIRTUAL_HOST reads from "/". Messages in a queue of another virtual host are never read.',
    example:
      'resource "rabbitmq_queue" "orders" {\n  name  = "orders"\n  vhost = "shop" # the mapping names no VIRTUAL_HOST\n}',
    source: "https://github.com/serverless/serverless/issues/10813",
  },
  "batch-size": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Batch size out of bounds",
    meaning: "A batch holds 1 to 10,000 messages.",
    example: "batch_size = 20000",
    source: PARAMETERS,
  },
  "batching-window": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Batching window out of bounds",
    meaning: "The window is 0 to 300 whole seconds.",
    example: "maximum_batching_window_in_seconds = 600",
    source: PARAMETERS,
  },
  "unsupported-argument": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "An argument that Amazon MQ mappings do not have",
    meaning:
      'Partial batch responses, failure destinations, retries, batch splitting, parallelization and scaling settings are for other sources. Lambda answers "Unsupported ... parameter for given event source mapping type".',
    example: 'function_response_types = ["ReportBatchItemFailures"]',
    source: API,
  },
  "mapping-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "refused",
    title: "Whether Lambda takes the mapping is not known",
    meaning: "An argument that decides it is known after apply only.",
    example: "batch_size = data.external.settings.result.size # read during apply",
    source: API,
  },
  "provisioned-poller": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "Provisioned pollers on an Amazon MQ mapping",
    meaning:
      "Provisioned mode is for Kafka and SQS. It does not spare an Amazon MQ mapping the endpoints or the NAT gateway.",
    example: "provisioned_poller_config {\n  minimum_pollers = 1\n}",
    source: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_event_source_mapping",
  },
  "self-managed-event-source": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "self_managed_event_source on an Amazon MQ mapping",
    meaning: "It is for Kafka clusters of your own. A broker is named by event_source_arn alone.",
    example: "event_source_arn = aws_mq_broker.orders.arn\nself_managed_event_source { ... }",
    source: API,
  },
  "mapping-disabled": {
    severity: "note",
    effect: "none",
    kind: "outcome",
    title: "The mapping is disabled",
    meaning: "Nothing is polled until it is enabled.",
    example: "enabled = false",
    source: API,
  },
  "function-missing": {
    severity: "error",
    effect: "fails",
    kind: "refused",
    title: "The mapping names no function, or the function no role",
    meaning: "Both are required: Lambda invokes that function, and polls with its role.",
    example: 'resource "aws_lambda_function" "listener" { # and no role\n  function_name = "listener"\n}',
    source: API,
  },
  "function-timeout": {
    severity: "error",
    effect: "fails",
    kind: "outcome",
    title: "The function's timeout is over 14 minutes",
    meaning: "Lambda does not run a mapping on Amazon MQ for a function with a timeout over 840 seconds.",
    example: "timeout = 900",
    source: WITH_MQ,
  },
  "function-timeout-unknown": {
    severity: "warning",
    effect: "unknown",
    kind: "outcome",
    title: "The function's timeout is not known",
    meaning: "Lambda does not run a mapping on Amazon MQ for a function with a timeout over 840 seconds.",
    example: "timeout = terraform_data.settings.output.timeout",
    source: WITH_MQ,
  },
  "queue-undeclared": {
    severity: "warning",
    effect: "none",
    kind: "outcome",
    title: "Nothing here declares the queue",
    meaning:
      "Amazon MQ has no API for queues, and a mapping on a missing queue never works. Something outside this input has to declare it first.",
    example:
      'queues = ["orders"] # and no rabbitmq_queue, aws_lambda_invocation or the like that the mapping depends on',
    source: "https://github.com/aws/aws-sdk/issues/148",
  },
  ordering: {
    severity: "warning",
    effect: "none",
    kind: "apply",
    title: "The mapping does not wait for what it needs",
    meaning:
      "Terraform may create the mapping before the role's permissions or the way to the services exist, and destroy those before Lambda has removed the mapping's network interfaces.",
    example: 'resource "aws_lambda_event_source_mapping" "orders" { # no depends_on = [aws_iam_role_policy.consume]\n}',
    source: "https://github.com/cloudposse/terraform-aws-lambda-function/issues/10",
  },
  "destroy-order": {
    severity: "warning",
    effect: "none",
    kind: "apply",
    title: "The role goes before Lambda has removed the interfaces",
    meaning:
      "Lambda removes a mapping's network interfaces with the listener's role, up to 20 minutes and more after the mapping is gone. Without the role they stay, and so do subnet and group.",
    example:
      "# aws_lambda_event_source_mapping.orders will be destroyed\n# aws_iam_role_policy.consume will be destroyed",
    source: "https://github.com/aws/aws-cdk/issues/34400",
  },
} as const satisfies Record<string, RuleEntry>;
