import { isBlank, textOf } from "../aws/network/values";
import { missingFact } from "../causes/missing-fact";
import type { Instance, MissingFact, Model, Value } from "../terraform/model/model";

/** A kind of event source whose mapping polls from inside a VPC. */
export interface EventSourceKind {
  readonly title: string;
  /** TCP ports on which it is polled. */
  readonly ports: string;
}

export const RABBITMQ: EventSourceKind = { title: "Amazon MQ for RabbitMQ", ports: "5671" };
const ACTIVEMQ: EventSourceKind = { title: "Amazon MQ for ActiveMQ", ports: "61617" };
const MSK: EventSourceKind = { title: "Amazon MSK", ports: "9092 to 9098" };
const KAFKA: EventSourceKind = { title: "self-managed Kafka", ports: "9092 to 9098" };
const DOCUMENTDB: EventSourceKind = { title: "Amazon DocumentDB", ports: "27017" };

/** What a mapping polls. */
export type EventSource =
  /** Brokers on RabbitMQ: one, or several where the input lost which. */
  | { readonly kind: "brokers"; readonly brokers: readonly Instance[] }
  /** A broker that the input does not hold. */
  | { readonly kind: "missing-broker"; readonly fact: MissingFact }
  /** Another source in a VPC. */
  | { readonly kind: "other"; readonly source: EventSourceKind; readonly address: string | null }
  /** A source outside VPCs: a queue or a stream. */
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly fact: MissingFact };

const BROKER = "aws_mq_broker";

/** Types of event source other than brokers; null for those that need no VPC. */
const OTHERS = new Map<string, EventSourceKind | null>([
  ["aws_msk_cluster", MSK],
  ["aws_msk_serverless_cluster", MSK],
  ["aws_docdb_cluster", DOCUMENTDB],
  ["aws_sqs_queue", null],
  ["aws_kinesis_stream", null],
  ["aws_kinesis_stream_consumer", null],
  ["aws_dynamodb_table", null],
]);

/** The same by the service's part of an ARN. */
const SERVICES = new Map<string, EventSourceKind | null>([
  ["mq", RABBITMQ],
  ["kafka", MSK],
  ["rds", DOCUMENTDB],
  ["sqs", null],
  ["kinesis", null],
  ["dynamodb", null],
]);

/** What an event source mapping polls. */
export function eventSourceOf(mapping: Instance, model: Model): EventSource {
  if (!isBlank(mapping, "self_managed_event_source")) return { kind: "other", source: KAFKA, address: mapping.address };
  const value = mapping.get("event_source_arn");
  const { certain, possible, outside, missing } = model.links(value, [BROKER, ...OTHERS.keys()]);
  const targets = [...new Set([...certain, ...possible].map(({ instance }) => instance))];
  const brokers = targets.filter(({ type }) => type === BROKER);
  const others = targets.filter(({ type }) => type !== BROKER);
  // Only mappings on Amazon MQ have queues, and only those on Kafka have topics: this tells which of several is meant.
  const hasQueues = !isBlank(mapping, "queues");
  if (brokers.length > 0 && (hasQueues || others.length === 0)) return ofBrokers(brokers);
  const other = others.find(({ type }) => (OTHERS.get(type) === MSK) !== isBlank(mapping, "topics")) ?? others[0];
  if (other !== undefined) return ofOther(OTHERS.get(other.type) ?? null, other.address);
  const [arn] = outside;
  if (arn !== undefined) return ofArn(arn, value);
  const fact = missing[0] ?? missingFact("event-source-of", { mapping: mapping.address });
  return hasQueues ? { kind: "missing-broker", fact } : { kind: "unknown", fact };
}

function ofBrokers(brokers: readonly Instance[]): EventSource {
  const rabbit = brokers.filter((broker) => textOf(broker.get("engine_type"))?.toLowerCase() !== "activemq");
  const [first] = brokers;
  return rabbit.length === 0 && first !== undefined
    ? { kind: "other", source: ACTIVEMQ, address: first.address }
    : { kind: "brokers", brokers: rabbit };
}

function ofOther(source: EventSourceKind | null, address: string | null): EventSource {
  return source === null ? { kind: "none" } : { kind: "other", source, address };
}

function ofArn(arn: string, value: Value): EventSource {
  const source = SERVICES.get(arn.split(":")[2] ?? "");
  const isSensitive = value.kind === "scalar" && value.sensitive === true;
  const fact = missingFact("event-source", { arn: isSensitive ? null : arn }, "its-workspace");
  if (source === undefined) return { kind: "unknown", fact };
  return source === RABBITMQ ? { kind: "missing-broker", fact } : ofOther(source, isSensitive ? null : arn);
}
