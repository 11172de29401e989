import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { Construct } from "constructs";
import { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { NetworkLocation } from "../network/location";
import type { Settings } from "../settings";
import type { BrokerReference } from "./broker-reference";

export interface PublisherProps {
  readonly names: Names;
  /** Of these, the queue and its virtual host count, and how long the log is kept, in days. */
  readonly settings: Settings;
  readonly broker: BrokerReference;
  /** Of a user that may publish to the default exchange. */
  readonly secret: SecretsmanagerSecret;
  /** Where it runs. @default outside any VPC of ours */
  readonly location: NetworkLocation | undefined;
}

/** Publishes test messages from where any client of the broker would: the smoke test of an option. */
export class Publisher extends NodeFunction {
  constructor(scope: Construct, id: string, { names, settings, broker, secret, location }: PublisherProps) {
    super(scope, id, {
      names,
      settings,
      source: "publisher",
      description: `Publishes test messages, to queue ${settings.queue} unless told otherwise`,
      timeout: 60,
      environment: {
        BROKER_ENDPOINT: broker.amqpsEndpoint,
        SECRET_ARN: secret.arn,
        VIRTUAL_HOST: settings.virtualHost,
        QUEUE: settings.queue,
      },
      statements: [{ sid: "ReadCredentials", actions: ["secretsmanager:GetSecretValue"], resources: [secret.arn] }],
      ...(location === undefined ? {} : { location }),
    });
  }

  /**
   * The command that publishes one message. The AWS CLI's second version takes a payload on the command line for base64, and the first
   * one knows no option against that; a file's bytes both send as they are.
   *
   * @param queue where it goes. @default the publisher's own
   * @see https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html
   */
  command(region: string, queue?: string): string {
    const event = JSON.stringify({ count: 1, queue });
    return `echo '${event}' | aws lambda invoke --region ${region} --function-name ${this.function.functionName} --payload fileb:///dev/stdin /dev/stdout`;
  }
}
