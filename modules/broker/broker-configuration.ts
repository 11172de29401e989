import type { MqBrokerConfiguration } from "@cdktf/provider-aws/lib/mq-broker";
import { MqConfiguration } from "@cdktf/provider-aws/lib/mq-configuration";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import type { Names } from "../names";
import type { Settings } from "../settings";
import type { RabbitMqConfiguration } from "../settings/rabbitmq-configuration";

export interface BrokerConfigurationProps {
  readonly names: Names;
  readonly settings: Pick<Settings, "brokerEngineVersion">;
  readonly configuration: RabbitMqConfiguration;
}

/** RabbitMQ's configuration of a broker, with a revision for each change. */
export class BrokerConfiguration extends Construct {
  /** What `aws_mq_broker` takes. */
  readonly latest: MqBrokerConfiguration;

  constructor(scope: Construct, id: string, { names, settings, configuration }: BrokerConfigurationProps) {
    super(scope, id);
    // Amazon MQ takes no name twice, and older providers leave a configuration behind when they destroy it: so each gets a name of
    // its own, also when another version wants another configuration beside the one in use.
    // https://github.com/hashicorp/terraform-provider-aws/issues/47193
    const unique = new KeptValue(this, "unique", {
      input: names.broker,
      renewedBy: [settings.brokerEngineVersion],
      createBeforeDestroy: true,
    });
    const { id: configurationId, latestRevision } = new MqConfiguration(this, "configuration", {
      name: `${names.broker}-${unique.getStringAttribute("id")}`,
      description: "RabbitMQ configuration of the broker",
      engineType: "RabbitMQ",
      engineVersion: settings.brokerEngineVersion,
      data: Object.entries(configuration)
        .map(([key, value]) => `${key} = ${value}\n`)
        .join(""),
      lifecycle: { createBeforeDestroy: true },
    });
    this.latest = { id: configurationId, revision: latestRevision };
  }
}
