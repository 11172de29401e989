import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import type { Construct } from "constructs";
import type { Broker } from "../broker/broker";
import { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { Settings } from "../settings";

export interface ListenerProps {
  readonly names: Names;
  readonly settings: Settings;
  readonly broker: Broker;
  /** Credentials that the mapping polls with. */
  readonly mappingSecret: SecretsmanagerSecret;
  /** Whether the mapping has network interfaces in a VPC. */
  readonly mappingInVpc: boolean;
}

/**
 * What the mapping's pollers need for their network interfaces. AWS documents no Deny for the code of such a function, nor
 * the two actions for addresses.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
const interfaceStatement: DataAwsIamPolicyDocumentStatement = {
  sid: "HandleNetworkInterfaces",
  actions: [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
  ],
  // AWS scopes none of the describe actions, and documents "*" for the others.
  resources: ["*"],
};

/**
 * The function that messages arrive in. Its role is the mapping's too: the pollers read broker and secret with it and make
 * their network interfaces with it. The function itself needs no VPC: where it runs plays no part in polling.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export class Listener extends NodeFunction {
  constructor(scope: Construct, id: string, { names, settings, broker, mappingSecret, mappingInVpc }: ListenerProps) {
    const undecodable = settings.listenerUndecodableMessages;
    super(scope, id, {
      names,
      settings,
      source: "listener",
      description: `Receives the messages of queue ${settings.queue}`,
      timeout: settings.listenerTimeoutSeconds,
      memorySize: settings.listenerMemoryMegabytes,
      environment: {
        LOG_BODIES: String(settings.listenerLogsBodies),
        ...(undecodable === undefined ? {} : { UNDECODABLE_MESSAGES: undecodable }),
      },
      statements: [
        ...(mappingInVpc ? [interfaceStatement] : []),
        { sid: "FindBroker", actions: ["mq:DescribeBroker"], resources: [broker.resource.arn] },
        { sid: "ReadCredentials", actions: ["secretsmanager:GetSecretValue"], resources: [mappingSecret.arn] },
      ],
    });
  }
}
