import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Construct } from "constructs";
import type { BrokerReference } from "../broker/broker-reference";
import type { Topology } from "../broker/topology";
import type { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { ListenerSettings, Settings } from "../settings";
import { QueueMeasurement } from "./queue-measurement";

export interface AlarmsProps {
  readonly names: Names;
  readonly settings: Settings;
  readonly broker: BrokerReference;
  readonly listeners: readonly WatchedListener[];
}

/** A listener, and what stands where its queue is measured. */
interface WatchedListener extends ListenerSettings {
  readonly listener: NodeFunction;
  readonly topology: Topology;
}

/** Seconds of one look: queues are measured as often. */
const period = 300;

/** What an alarm is, beside its name and where it goes. */
type Alarm = Omit<CloudwatchMetricAlarmConfig, "alarmName" | "alarmActions" | "okActions">;

/** The alarms of a broker and its listeners. Each says in its description what to do. */
export class Alarms extends Construct {
  /** Where they go. */
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { names, settings, broker, listeners }: AlarmsProps) {
    super(scope, id);
    this.topicArn = settings.alarmTopicArn ?? new SnsTopic(this, "topic", { name: names.monitoring("alarms") }).arn;
    this.add(names, "broker", memoryOrDisk(broker.name));
    for (const each of listeners) {
      const { suffix, settings: own, listener, topology } = each;
      new QueueMeasurement(this, `queue-measurement${suffix}`, {
        names,
        broker,
        listener: each,
        topology: topology.function,
      });
      const dimensions = { Broker: broker.name, VirtualHost: own.virtualHost };
      // A mapping that is switched off has no consumer, and that is meant.
      if (own.mappingEnabled) this.add(names, `no-consumer${suffix}`, noConsumer(own.queue, dimensions));
      this.add(names, `backlog${suffix}`, backlog(own, dimensions));
      this.add(names, `dead-letter${suffix}`, deadLetter(own.queue, dimensions));
      this.add(names, `errors${suffix}`, errors(own.queue, listener));
    }
  }

  private add(names: Names, part: string, alarm: Alarm): void {
    const actions = [this.topicArn];
    new CloudwatchMetricAlarm(this, part, {
      alarmName: names.monitoring(part),
      alarmActions: actions,
      okActions: actions,
      ...alarm,
    });
  }
}

type Dimensions = Readonly<Record<string, string>>;

function ofQueue(metricName: string, queue: string, dimensions: Dimensions, statistic: "Minimum" | "Maximum") {
  return { namespace: "RabbitMQ", metricName, dimensions: { ...dimensions, Queue: queue }, statistic, period };
}

function noConsumer(queue: string, dimensions: Dimensions): Alarm {
  return {
    alarmDescription:
      `Nobody has consumed queue ${queue} for 15 minutes, or nobody could measure it. ` +
      "Look at the mapping: aws lambda get-event-source-mapping --uuid <its UUID, an output> says in State and LastProcessingResult why it does not poll. " +
      "If it is disabled, enable it; if it cannot connect, run npm run plan, whose check names the hop; if it polls, look into the topology function's log.",
    ...ofQueue("ConsumerCount", queue, dimensions, "Maximum"),
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    evaluationPeriods: 3,
    // Without a measure nobody knows whether there is a consumer.
    treatMissingData: "breaching",
  };
}

function backlog({ queue, alarmBacklogMessages }: Settings, dimensions: Dimensions): Alarm {
  return {
    alarmDescription:
      `More than ${alarmBacklogMessages} messages have waited in queue ${queue} for 15 minutes. ` +
      "The listener is slower than the publishers: a mapping runs one invocation at a time, so raise mappingBatchSize, make the listener faster, or ask AWS Support for more concurrency. " +
      "If this is usual, raise alarmBacklogMessages.",
    ...ofQueue("MessageReadyCount", queue, dimensions, "Minimum"),
    comparisonOperator: "GreaterThanThreshold",
    threshold: alarmBacklogMessages,
    evaluationPeriods: 3,
    treatMissingData: "missing",
  };
}

function deadLetter(queue: string, dimensions: Dimensions): Alarm {
  return {
    alarmDescription:
      `Queue ${queue}.dead-letter holds messages that the listener failed on as often as deliveryLimit allows. ` +
      "The listener's log has an error for each: mend the listener, then move the messages back to their queue with a shovel, or purge them, in RabbitMQ's console.",
    ...ofQueue("MessageReadyCount", `${queue}.dead-letter`, dimensions, "Maximum"),
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    evaluationPeriods: 1,
    treatMissingData: "missing",
  };
}

function errors(queue: string, listener: NodeFunction): Alarm {
  return {
    alarmDescription:
      `The listener of queue ${queue} failed, or ran into its timeout or its memory limit, in the last 5 minutes: the batch comes again, up to deliveryLimit times. ` +
      "Its log names each message and says why. If it says that time ran out, raise listenerTimeoutSeconds or lower mappingBatchSize.",
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: listener.function.functionName },
    statistic: "Sum",
    period,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    evaluationPeriods: 1,
    // Lambda has no metric of what is not invoked.
    treatMissingData: "notBreaching",
  };
}

/**
 * At its limits RabbitMQ blocks all publishers.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rmq-broker-instance-types.html
 */
function memoryOrDisk(broker: string): Alarm {
  const metric = (id: string, metricName: string, stat: "Minimum" | "Maximum") => ({
    id,
    metric: { namespace: "AWS/AmazonMQ", metricName, dimensions: { Broker: broker }, stat, period },
  });
  return {
    alarmDescription:
      "The broker uses more than 90 percent of the memory that it may use, or has less than 1.2 times the disk space that it must keep free: beyond the limits it blocks all publishers. " +
      "Empty what piles up, dead-letter queues too; close connections that nobody uses; or take a larger brokerInstanceType.",
    metricQuery: [
      metric("memory", "RabbitMQMemUsed", "Maximum"),
      metric("memoryLimit", "RabbitMQMemLimit", "Minimum"),
      metric("disk", "RabbitMQDiskFree", "Minimum"),
      metric("diskLimit", "RabbitMQDiskFreeLimit", "Maximum"),
      {
        id: "near",
        label: "Near a limit",
        expression: "IF(memory > 0.9 * memoryLimit OR disk < 1.2 * diskLimit, 1, 0)",
        returnData: true,
      },
    ],
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    evaluationPeriods: 2,
    treatMissingData: "missing",
  };
}
