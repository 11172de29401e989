import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import type { BrokerReference } from "../broker/broker-reference";
import type { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { ListenerSettings } from "../settings";

export interface QueueMeasurementProps {
  readonly names: Names;
  readonly broker: BrokerReference;
  /** Whose queues are measured. */
  readonly listener: ListenerSettings;
  /** The function that stands where the broker is reached, and may ask it. */
  readonly topology: NodeFunction;
}

/**
 * Has a listener's queues measured every five minutes: Amazon MQ itself has metrics of single queues only up to RabbitMQ 3.13.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-4.html
 */
export class QueueMeasurement extends Construct {
  constructor(scope: Construct, id: string, { names, broker, listener, topology }: QueueMeasurementProps) {
    super(scope, id);
    const { queue, virtualHost } = listener.settings;
    const rule = new CloudwatchEventRule(this, "rule", {
      name: names.monitoring(`queues${listener.suffix}`),
      description: `Measures queue ${queue} and its dead-letter queue, for alarms`,
      scheduleExpression: "rate(5 minutes)",
    });
    const permission = new LambdaPermission(this, "permission", {
      statementId: "MeasureQueues",
      action: "lambda:InvokeFunction",
      functionName: topology.function.functionName,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    });
    const measure = [queue, `${queue}.dead-letter`];
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: topology.function.arn,
      input: JSON.stringify({ measure, virtualHost, broker: broker.name }),
      dependsOn: [permission],
    });
  }
}
