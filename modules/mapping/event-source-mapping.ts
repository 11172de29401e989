import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { mappingProvider } from "../aws-provider";
import type { BrokerReference } from "../broker/broker-reference";
import type { Settings } from "../settings";
import type { Listener } from "./listener";

export interface EventSourceMappingProps {
  /** All settings, those of the listener among them: queue, virtual host, and what begins with `mapping`. */
  readonly settings: Settings;
  readonly broker: BrokerReference;
  /** What it invokes, and whose role its pollers have. */
  readonly listener: Listener;
  /** Name and password that it polls with: `{"username": ..., "password": ...}`. */
  readonly secret: SecretsmanagerSecret;
  /**
   * What must exist before the mapping and outlive it. Terraform sees none of it in the mapping's arguments: the role's
   * policy, the rules, the routes or endpoints, the queue.
   */
  readonly needs: readonly ITerraformDependable[];
}

/**
 * The event source mapping: it polls the queue and invokes the listener. One that polls a queue which does not exist never works, and none
 * says so when it is made: `needs` has the topology's `declared` among it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export class EventSourceMapping extends Construct {
  readonly resource: LambdaEventSourceMapping;

  constructor(scope: Construct, id: string, { settings, broker, listener, secret, needs }: EventSourceMappingProps) {
    super(scope, id);
    const window = settings.mappingBatchingWindowSeconds;
    const filters = settings.mappingFilters.map((pattern) => ({ pattern: JSON.stringify(pattern) }));
    const provider = mappingProvider(this, settings);
    this.resource = new LambdaEventSourceMapping(this, "mapping", {
      eventSourceArn: broker.arn,
      functionName: listener.function.arn,
      queues: [settings.queue],
      batchSize: settings.mappingBatchSize,
      ...(window === undefined ? {} : { maximumBatchingWindowInSeconds: window }),
      enabled: settings.mappingEnabled,
      ...(filters.length === 0 ? {} : { filterCriteria: { filter: filters } }),
      sourceAccessConfiguration: [
        { type: "BASIC_AUTH", uri: secret.arn },
        { type: "VIRTUAL_HOST", uri: settings.virtualHost },
      ],
      dependsOn: [...needs],
      ...(provider === undefined ? {} : { provider }),
    });
  }
}
