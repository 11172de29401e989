import { fieldsOf } from "../shared/fields";
import { Violations } from "../shared/violations";
import type { ManagementApi } from "./management-api";
import { checkName, LONGEST_NAME } from "./names";

/** Which queues to measure, and how metrics name their broker. */
export interface Measurement {
  readonly measure: readonly string[];
  readonly virtualHost: string;
  readonly broker: string;
}

/** What was measured of one queue; null where the broker does not say. */
export interface QueueMeasure {
  readonly queue: string;
  readonly MessageReadyCount: number | null;
  readonly ConsumerCount: number | null;
}

const KEYS = ["measure", "virtualHost", "broker"];

/** Whether an event asks to measure, and to change nothing. */
export function asksToMeasure(event: unknown): boolean {
  return "measure" in fieldsOf(event);
}

/** @throws ExplainedError that lists everything wrong with the event */
export function readMeasurement(event: unknown): Measurement {
  const violations = new Violations();
  const given = fieldsOf(event);
  violations.checkKeys("", given, KEYS);
  const isList = Array.isArray(given.measure);
  violations.check("measure", given.measure, isList, "a list of queues");
  const queues: readonly unknown[] = isList ? (given.measure as unknown[]) : [];
  for (const [index, queue] of queues.entries()) checkName(violations, `measure[${index}]`, queue, LONGEST_NAME);
  checkName(violations, "virtualHost", given.virtualHost, LONGEST_NAME);
  checkName(violations, "broker", given.broker, LONGEST_NAME);
  violations.throwIfAny("MeasurementEventError");
  return event as Measurement;
}

/**
 * Measures queues, and writes what alarms look at. From RabbitMQ 4 on Amazon MQ has no metrics of single queues any more, and asks to
 * read them from the management API, at most once a minute. They go to CloudWatch in a log line, which needs no way there.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-4.html
 */
export async function measureQueues(
  api: ManagementApi,
  { measure, virtualHost, broker }: Measurement,
): Promise<readonly QueueMeasure[]> {
  const measures: QueueMeasure[] = [];
  for (const queue of measure) {
    const shown = await api.get<{ messages_ready?: number; consumers?: number }>(["queues", virtualHost, queue]);
    const values = { MessageReadyCount: shown?.messages_ready ?? null, ConsumerCount: shown?.consumers ?? null };
    writeMetrics({ Broker: broker, VirtualHost: virtualHost, Queue: queue }, values);
    measures.push({ queue, ...values });
  }
  return measures;
}

/** Namespace of the metrics: that of no AWS service. */
const NAMESPACE = "RabbitMQ";

/**
 * Writes metrics as CloudWatch takes them from a log. What is not known is left out: no value is not zero.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
function writeMetrics(dimensions: Readonly<Record<string, string>>, values: Readonly<Record<string, number | null>>) {
  const known = Object.entries(values).filter(([, value]) => value !== null);
  if (known.length === 0) return;
  const directive = {
    Namespace: NAMESPACE,
    Dimensions: [Object.keys(dimensions)],
    Metrics: known.map(([Name]) => ({ Name, Unit: "Count" })),
  };
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [directive] };
  process.stdout.write(`${JSON.stringify({ _aws, ...dimensions, ...Object.fromEntries(known) })}\n`);
}
