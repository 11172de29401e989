import { DataAwsMqBrokerInstanceTypeOfferings } from "@cdktf/provider-aws/lib/data-aws-mq-broker-instance-type-offerings";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import { type Settings, variableOf } from "../settings";

/**
 * What the Region offers of the broker's instance type. A version or a deployment mode that it does not offer is refused while
 * planning, before there is a network: Amazon MQ itself would refuse it at the end.
 *
 * @see https://docs.aws.amazon.com/amazon-mq/latest/api-reference/broker-instance-options.html
 */
export class BrokerOffer extends Construct {
  /** Terraform's expression of the names of the zones that offer type, version and deployment mode together. */
  readonly zones: string;
  /** Planned once the offer is found to be good. */
  readonly checked: KeptValue;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const { brokerInstanceType, brokerEngineVersion, brokerDeploymentMode } = settings;
    const { fqn } = new DataAwsMqBrokerInstanceTypeOfferings(this, "instance-type", {
      engineType: "RABBITMQ",
      hostInstanceType: brokerInstanceType,
    });
    const options = `${fqn}.broker_instance_options`;
    // Where the API answers 3.13.7 for 3.13, that is the series too.
    const series = (version: string) => `join(".", slice(split(".", ${version}), 0, 2))`;
    const fits = [
      `contains([for version in option.supported_engine_versions : ${series("version")}], ${JSON.stringify(brokerEngineVersion)})`,
      `contains(option.supported_deployment_modes, ${JSON.stringify(brokerDeploymentMode)})`,
    ].join(" && ");
    this.zones = `flatten([for option in ${options} : option.availability_zones[*].name if ${fits}])`;

    const wanted = `${brokerEngineVersion} as ${brokerDeploymentMode}`;
    this.checked = new KeptValue(this, "checked", {
      renewedBy: [brokerInstanceType, brokerEngineVersion, brokerDeploymentMode],
      input: `\${distinct(sort(flatten([for option in ${options} : [for version in option.supported_engine_versions : [for mode in option.supported_deployment_modes : "\${${series("version")}} as \${mode}"]]])))}`,
      // Asked once for each type, version and mode: what AWS ceases to offer goes on running, and must not stop a plan.
      postcondition: [
        {
          condition: `\${contains(self.input, ${JSON.stringify(wanted)})}`,
          errorMessage:
            `The Region ${settings.region} does not offer RabbitMQ ${wanted} on ${brokerInstanceType}. ` +
            `It offers \${length(self.input) == 0 ? "no RabbitMQ broker on that type" : join(", ", self.input)}. ` +
            `Set brokerEngineVersion (${variableOf("brokerEngineVersion")}), brokerDeploymentMode or brokerInstanceType to what is offered, or choose another Region; ` +
            `aws mq describe-broker-instance-options --engine-type RABBITMQ --region ${settings.region} lists everything.`,
        },
      ],
    });
  }
}
