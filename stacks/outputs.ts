import { TerraformOutput, type TerraformStack } from "cdktf";
import type { Alarms } from "../modules/alarms/alarms";
import type { BrokerReference } from "../modules/broker/broker-reference";
import type { Publisher } from "../modules/broker/publisher";
import type { NodeFunction } from "../modules/functions/node-function";
import type { EventSourceMapping } from "../modules/mapping/event-source-mapping";
import type { ListenerSettings, Settings } from "../modules/settings";

/** A listener and the mapping that feeds it. */
interface FedListener extends ListenerSettings {
  readonly listener: NodeFunction;
  readonly mapping: EventSourceMapping;
}

interface OutputSources {
  readonly settings: Settings;
  readonly broker: BrokerReference;
  /** The first is the one that the settings themselves describe. */
  readonly listeners: readonly FedListener[];
  readonly publisher: Publisher;
  readonly alarms: Alarms | undefined;
  readonly functions: readonly NodeFunction[];
}

/** What a deployment prints: where everything is, and the command that sends a first message. Nothing secret. */
export function addOutputs(stack: TerraformStack, sources: OutputSources): void {
  const { settings, broker, listeners, publisher, alarms, functions } = sources;
  const [first, ...further] = listeners;
  const outputs: Record<string, { readonly description: string; readonly value: unknown }> = {
    broker_arn: { description: "ARN of the broker", value: broker.arn },
    broker_id: {
      description: "Id of the broker: its log groups are /aws/amazonmq/broker/<id>/*, and stay when it is destroyed",
      value: broker.id,
    },
    broker_console_url: { description: "RabbitMQ's console", value: broker.consoleUrl },
    broker_amqps_endpoint: { description: "Where clients connect", value: broker.amqpsEndpoint },
    queue: { description: "Queue that the mapping polls", value: settings.queue },
    virtual_host: { description: "RabbitMQ virtual host of the queue", value: settings.virtualHost },
    event_source_mapping_uuid: {
      description: "UUID of the mapping: aws lambda get-event-source-mapping --uuid <UUID> says how polling goes",
      value: first?.mapping.resource.uuid,
    },
    function_names: {
      description: "Names of the functions, the listener first",
      value: functions.map((each) => each.function.functionName),
    },
    log_groups: {
      description: "Log groups of the functions, in the same order",
      value: functions.map((each) => each.logGroup.name),
    },
    publish_command: { description: "Publishes one test message", value: publisher.command(settings.region) },
  };
  if (alarms !== undefined) {
    outputs.alarm_topic_arn = {
      description:
        "Where alarms go: aws sns subscribe --protocol email --notification-endpoint <address> --topic-arn <this>",
      value: alarms.topicArn,
    };
  }
  for (const { suffix, settings: own, listener, mapping } of further) {
    outputs[`listener${suffix.replaceAll("-", "_")}`] = {
      description: `Listener ${suffix.slice(1)}: its queue and dead-letter queue, the mapping's UUID, the function, its role and log group`,
      value: {
        queue: own.queue,
        dead_letter_queue: `${own.queue}.dead-letter`,
        event_source_mapping_uuid: mapping.resource.uuid,
        function_name: listener.function.functionName,
        role_arn: listener.role.arn,
        log_group: listener.logGroup.name,
      },
    };
  }
  for (const [id, output] of Object.entries(outputs)) {
    new TerraformOutput(stack, id, { staticId: true, ...output });
  }
}
