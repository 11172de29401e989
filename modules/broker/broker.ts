import { MqBroker, type MqBrokerConfiguration } from "@cdktf/provider-aws/lib/mq-broker";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../names";
import type { BrokerPlacement } from "../network/placement";
import type { Settings } from "../settings";
import type { RabbitMqConfiguration } from "../settings/rabbitmq-configuration";
import { partsOf } from "../settings/weekly-time";
import type { Administrator } from "./administrator";
import { amqpsEndpointOf } from "./amqps-endpoint";
import { BrokerConfiguration } from "./broker-configuration";
import type { BrokerReference } from "./broker-reference";

export interface BrokerProps {
  readonly names: Names;
  /** Of these, what begins with `broker` counts, and `protectBroker`: version, type, deployment mode, configuration, maintenance, logs. */
  readonly settings: Settings;
  /** Where it is: subnets and groups, of which none can change later. Another subnet is another broker, without its messages. */
  readonly placement: BrokerPlacement;
  /** Its first user. Name and password are in state, for the provider has no write-only argument for them. */
  readonly administrator: Administrator;
}

/**
 * An Amazon MQ for RabbitMQ broker. Making one takes about 15 minutes.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/working-with-rabbitmq.html
 */
export class Broker extends Construct implements BrokerReference {
  readonly resource: MqBroker;
  readonly name: string;

  constructor(scope: Construct, id: string, { names, settings, placement, administrator }: BrokerProps) {
    super(scope, id);
    this.name = names.broker;
    const { location } = placement;
    const { brokerMaintenanceWindow: maintenanceWindow, brokerConfiguration: configuration } = settings;
    this.resource = new MqBroker(this, "broker", {
      brokerName: this.name,
      engineType: "RabbitMQ",
      engineVersion: settings.brokerEngineVersion,
      hostInstanceType: settings.brokerInstanceType,
      deploymentMode: settings.brokerDeploymentMode,
      // Amazon MQ refuses anything else for RabbitMQ 3.13 and later.
      // https://github.com/hashicorp/terraform-provider-aws/issues/42516
      autoMinorVersionUpgrade: true,
      publiclyAccessible: placement.publiclyAccessible,
      ...(location === undefined ? {} : { subnetIds: location.subnetIds, securityGroups: location.securityGroupIds }),
      user: [{ username: administrator.username, password: administrator.password }],
      logs: { general: settings.brokerGeneralLogs },
      applyImmediately: settings.brokerApplyImmediately,
      ...(maintenanceWindow === undefined ? {} : { maintenanceWindowStartTime: partsOf(maintenanceWindow) }),
      ...(configuration === undefined ? {} : { configuration: this.configured(names, settings, configuration) }),
      // In some Regions making a broker, or updating a cluster, takes more than the provider's 30 minutes; one that was given
      // up is made anew. https://github.com/hashicorp/terraform-provider-aws/pull/27035
      timeouts: { create: "90m", update: "90m", delete: "90m" },
      lifecycle: {
        ignoreChanges: ignoredChanges(placement),
        ...(settings.protectBroker ? { preventDestroy: true } : {}),
      },
    });
  }

  private configured(names: Names, settings: Settings, configuration: RabbitMqConfiguration): MqBrokerConfiguration {
    return new BrokerConfiguration(this, "configuration", { names, settings, configuration }).latest;
  }

  get arn(): string {
    return this.resource.arn;
  }

  get id(): string {
    return this.resource.id;
  }

  get amqpsEndpoint(): string {
    return Token.asString(`\${${amqpsEndpointOf(this.resource)}}`);
  }

  get consoleUrl(): string {
    return this.resource.instances.get(0).consoleUrl;
  }
}

function ignoredChanges({ location }: BrokerPlacement): string[] {
  // The API never returns users, and refuses to change them for RabbitMQ: the provider would plan such a change for ever.
  // https://github.com/hashicorp/terraform-provider-aws/issues/46061
  const always = ["user"];
  // Groups that were left blank may be reported afterwards, as the default group is; taking them away again would be planned,
  // and refused. https://github.com/hashicorp/terraform-provider-aws/issues/33514
  return location === undefined ? [...always, "security_groups"] : always;
}
