import { DataAwsMqBroker } from "@cdktf/provider-aws/lib/data-aws-mq-broker";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { KeptValue } from "../kept-value";
import type { NetworkLocation } from "../network/location";
import { type Settings, variableOf } from "../settings";
import { amqpsEndpointOf } from "./amqps-endpoint";
import type { BrokerReference } from "./broker-reference";

export interface ExistingBrokerProps {
  readonly settings: Pick<Settings, "region" | "existingBrokerConnectivity">;
  /** The broker's id, or its ARN. */
  readonly broker: string;
}

/**
 * A broker that exists: looked up, and never changed. A plan refuses one that is not RabbitMQ, that nobody can connect to, or that is
 * not where the settings say.
 */
export class ExistingBroker extends Construct implements BrokerReference {
  private readonly found: DataAwsMqBroker;

  constructor(scope: Construct, id: string, { settings, broker }: ExistingBrokerProps) {
    super(scope, id);
    const brokerId = broker.slice(broker.lastIndexOf(":") + 1);
    this.found = new DataAwsMqBroker(this, "broker", { brokerId });
    this.refuse(brokerId, settings);
  }

  get arn(): string {
    return this.found.arn;
  }

  get id(): string {
    return this.found.id;
  }

  get name(): string {
    return this.found.brokerName;
  }

  get amqpsEndpoint(): string {
    return this.orNone(amqpsEndpointOf(this.found));
  }

  get consoleUrl(): string {
    return this.orNone(`${this.found.fqn}.instances[0].console_url`);
  }

  /** Where a private broker is, and its mapping's interfaces will be. */
  get location(): NetworkLocation {
    return { subnetIds: this.found.subnetIds, securityGroupIds: this.found.securityGroups };
  }

  /** One of its groups, always the same: whatever a rule in one of them lets in reaches the broker. */
  get securityGroupId(): string {
    return this.orNone(`sort(${this.securityGroupIds})[0]`);
  }

  /** Terraform's expression of the ids of its groups. */
  get securityGroupIds(): string {
    return `${this.found.fqn}.security_groups`;
  }

  /** Where there is none, one sentence says so, and not each of those who ask for it. */
  private orNone(expression: string): string {
    return Token.asString(`\${try(${expression}, "")}`);
  }

  /** Not postconditions of the look-up: Terraform would put off reading it until the Region's guard is applied. */
  private refuse(
    brokerId: string,
    { region, existingBrokerConnectivity: connectivity }: ExistingBrokerProps["settings"],
  ) {
    const { fqn } = this.found;
    const isPublic = connectivity === "public";
    const kept = (id: string, input: string, errorMessage: string) =>
      new KeptValue(this, id, {
        input: `\${${input}}`,
        renewedBy: [brokerId],
        postcondition: [{ condition: `\${self.input}`, errorMessage }],
      });
    kept(
      "runs-rabbitmq",
      `lower(${fqn}.engine_type) == "rabbitmq"`,
      `The broker ${brokerId} of existingBroker (${variableOf("existingBroker")}) runs \${${fqn}.engine_type}: queues and users of RabbitMQ cannot be declared there. ` +
        `Name a RabbitMQ broker; aws mq list-brokers --region ${region} lists all. See https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html`,
    );
    // A broker that could not be made has no address. No data source tells its state.
    kept(
      "takes-connections",
      `lower(${fqn}.engine_type) != "rabbitmq" || can(${amqpsEndpointOf(this.found)})`,
      `The broker ${brokerId} of existingBroker (${variableOf("existingBroker")}) has no AMQPS endpoint: it is still being made, or could not be (CREATION_FAILED). ` +
        `aws mq describe-broker --broker-id ${brokerId} --region ${region} says which in BrokerState. Wait until it is RUNNING, or name another broker.`,
    );
    kept(
      isPublic ? "is-public" : "is-private",
      `${fqn}.publicly_accessible == ${isPublic}`,
      `The broker ${brokerId} of existingBroker (${variableOf("existingBroker")}) is ${isPublic ? "private" : "public"}, and existingBrokerConnectivity (${variableOf("existingBrokerConnectivity")}) is "${connectivity}". ` +
        `Set it to ${isPublic ? '"endpoints" or "nat"' : '"public"'}. See https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html`,
    );
  }
}
