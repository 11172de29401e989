import type { Ports } from "../causes/party";
import type { NamedSourceKind } from "../causes/rules/network";

/** A kind of event source in a VPC that is named and not judged. */
export interface NamedSource {
  readonly kind: NamedSourceKind;
  /** TCP ports on which it is polled. */
  readonly ports: Ports;
}

const MSK: NamedSource = { kind: "msk", ports: { first: 9092, last: 9098 } };
const DOCUMENTDB: NamedSource = { kind: "documentdb", ports: { first: 27017, last: 27017 } };

/** Clusters that a mapping names by their addresses, in `self_managed_event_source`. */
export const SELF_MANAGED: NamedSource = { kind: "self-managed-kafka", ports: { first: 9092, last: 9098 } };

/** Types of event source that are not judged; null for those that need no VPC. */
export const NAMED_TYPES = new Map<string, NamedSource | null>([
  ["aws_msk_cluster", MSK],
  ["aws_msk_serverless_cluster", MSK],
  ["aws_docdb_cluster", DOCUMENTDB],
  ["aws_sqs_queue", null],
  ["aws_kinesis_stream", null],
  ["aws_kinesis_stream_consumer", null],
  ["aws_dynamodb_table", null],
]);

/** The same by the service's part of an ARN. */
export const NAMED_SERVICES = new Map<string, NamedSource | null>([
  ["kafka", MSK],
  ["rds", DOCUMENTDB],
  ["sqs", null],
  ["kinesis", null],
  ["dynamodb", null],
]);

/** Types of which the mappings read topics and no queues. */
export const READ_BY_TOPIC: ReadonlySet<string> = new Set(["aws_msk_cluster", "aws_msk_serverless_cluster"]);
