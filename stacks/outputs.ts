import { TerraformOutput, type TerraformStack } from "cdktf";
import type { Broker } from "../modules/broker/broker";
import type { Publisher } from "../modules/broker/publisher";
import type { NodeFunction } from "../modules/functions/node-function";
import type { EventSourceMapping } from "../modules/mapping/event-source-mapping";
import type { Settings } from "../modules/settings";

interface OutputSources {
  readonly settings: Settings;
  readonly broker: Broker;
  readonly mapping: EventSourceMapping;
  readonly publisher: Publisher;
  readonly functions: readonly NodeFunction[];
}

/** What a deployment prints: where everything is, and the command that sends a first message. Nothing secret. */
export function addOutputs(stack: TerraformStack, sources: OutputSources): void {
  const { settings, broker, mapping, publisher, functions } = sources;
  const outputs: Record<string, { readonly description: string; readonly value: unknown }> = {
    broker_arn: { description: "ARN of the broker", value: broker.resource.arn },
    broker_id: {
      description: "Id of the broker: its log groups are /aws/amazonmq/broker/<id>/*, and stay when it is destroyed",
      value: broker.resource.id,
    },
    broker_console_url: { description: "RabbitMQ's console", value: broker.consoleUrl },
    broker_amqps_endpoint: { description: "Where clients connect", value: broker.amqpsEndpoint },
    queue: { description: "Queue that the mapping polls", value: settings.queue },
    virtual_host: { description: "RabbitMQ virtual host of the queue", value: settings.virtualHost },
    event_source_mapping_uuid: {
      description: "UUID of the mapping: aws lambda get-event-source-mapping --uuid <UUID> says how polling goes",
      value: mapping.resource.uuid,
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
  for (const [id, output] of Object.entries(outputs)) {
    new TerraformOutput(stack, id, { staticId: true, ...output });
  }
}
