import { TerraformOutput, type TerraformStack } from "cdktf";
import type { Alarms } from "../modules/alarms/alarms";
import type { BrokerReference } from "../modules/broker/broker-reference";
import type { Publisher } from "../modules/broker/publisher";
import type { Topology } from "../modules/broker/topology";
import type { NodeFunction } from "../modules/functions/node-function";
import type { EventSourceMapping } from "../modules/mapping/event-source-mapping";
import type { AtLeastOne, ListenerSettings, Settings } from "../modules/settings";

/** A listener, the mapping that feeds it, and what declares its queue. */
interface FedListener extends ListenerSettings {
  readonly topology: Topology;
  readonly listener: NodeFunction;
  readonly mapping: EventSourceMapping;
}

interface OutputSources {
  readonly settings: Settings;
  readonly broker: BrokerReference;
  /** The first is the one that the settings themselves describe. */
  readonly listeners: AtLeastOne<FedListener>;
  readonly publisher: Publisher;
  readonly alarms: Alarms | undefined;
  /** The functions that wait for interfaces. */
  readonly waiters: readonly NodeFunction[];
}

/** What a deployment prints: where everything is, and the command that sends a first message. Nothing secret. */
export function addOutputs(stack: TerraformStack, sources: OutputSources): void {
  const { settings, broker, listeners, publisher, alarms, waiters } = sources;
  const [first, ...further] = listeners;
  const functions = [first.listener, first.topology.function, publisher, ...waiters];
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
      value: first.mapping.resource.uuid,
    },
    function_names: {
      description: "Names of the functions, the listener first; each of listeners has an output of its own",
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
  for (const { suffix, settings: own, topology, listener, mapping } of further) {
    outputs[`listener${suffix.replaceAll("-", "_")}`] = {
      description: `Listener ${suffix.slice(1)}: its queue and dead-letter queue, the mapping's UUID, the function, its role and log group, the command that publishes one test message to it, and the function that declares the queue`,
      value: {
        queue: own.queue,
        dead_letter_queue: `${own.queue}.dead-letter`,
        event_source_mapping_uuid: mapping.resource.uuid,
        function_name: listener.function.functionName,
        role_arn: listener.role.arn,
        log_group: listener.logGroup.name,
        publish_command: publisher.command(settings.region, own.queue),
        topology_function_name: topology.function.function.functionName,
      },
    };
  }
  for (const [id, output] of Object.entries(outputs)) {
    new TerraformOutput(stack, id, { staticId: true, ...output });
  }
}
