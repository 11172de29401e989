import {
  DescribeBrokerCommand,
  type DescribeBrokerResponse,
  type MqClient,
  NotFoundException,
} from "@aws-sdk/client-mq";
import type { Resource } from "./state";

/** A broker as Amazon MQ shows it; undefined where it shows none. */
export async function readBroker(client: MqClient, arn: string): Promise<DescribeBrokerResponse | undefined> {
  try {
    return await client.send(new DescribeBrokerCommand({ BrokerId: arn.split(":").at(-1) }));
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

/** Amazon MQ answers in capitals what it is asked for in the product's spelling. */
const ENGINES: Readonly<Record<string, string>> = { RABBITMQ: "RabbitMQ", ACTIVEMQ: "ActiveMQ" };

export function brokerResource(broker: DescribeBrokerResponse): Resource {
  const { BrokerId = "", EngineType = "" } = broker;
  return {
    type: "aws_mq_broker",
    name: BrokerId,
    values: {
      id: BrokerId,
      arn: broker.BrokerArn,
      broker_name: broker.BrokerName,
      engine_type: ENGINES[EngineType.toUpperCase()] ?? EngineType,
      engine_version: broker.EngineVersion,
      host_instance_type: broker.HostInstanceType,
      deployment_mode: broker.DeploymentMode,
      authentication_strategy: broker.AuthenticationStrategy?.toLowerCase() ?? "simple",
      auto_minor_version_upgrade: broker.AutoMinorVersionUpgrade,
      publicly_accessible: broker.PubliclyAccessible,
      subnet_ids: broker.SubnetIds ?? [],
      security_groups: broker.SecurityGroups ?? [],
    },
  };
}
