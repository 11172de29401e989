import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Annotations, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { BrokerReference } from "../broker/broker-reference";
import { NodeFunction } from "../functions/node-function";
import type { Names } from "../names";
import type { ListenerSettings } from "../settings";
import { type PolicyStatement, readPolicyFile } from "../settings/policy-file";
import { listenerEnvironment } from "./listener-environment";
import { reachesBeyond } from "./wide-policy";

export interface ListenerProps {
  readonly names: Names;
  /** Its settings: code, timeout in seconds (1-840), memory in megabytes (128-10,240), variables, and an IAM policy of the code's own. */
  readonly listener: ListenerSettings;
  /** The broker that its pollers look up. */
  readonly broker: BrokerReference;
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
  /** What the pollers and the code work with: it exists before the mapping, and outlives the mapping's interfaces. */
  readonly needs: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { names, listener, broker, mappingSecret, mappingInVpc }: ListenerProps) {
    const { suffix, settings } = listener;
    super(scope, id, {
      names,
      settings,
      source: settings.listenerCode,
      name: `listener${suffix}`,
      description: `Receives the messages of queue ${settings.queue}`,
      timeout: settings.listenerTimeoutSeconds,
      memorySize: settings.listenerMemoryMegabytes,
      environment: listenerEnvironment(settings),
      statements: [
        ...(mappingInVpc ? [interfaceStatement] : []),
        { sid: "FindBroker", actions: ["mq:DescribeBroker"], resources: [broker.arn] },
        { sid: "ReadCredentials", actions: ["secretsmanager:GetSecretValue"], resources: [mappingSecret.arn] },
      ],
    });
    this.needs = [this.policy, this.function, ...this.addPolicyOfCode(settings.listenerPolicyFile, names)];
  }

  /** A policy of its own: what pollers need and what somebody's code may do are read and proved apart. */
  private addPolicyOfCode(file: string | undefined, names: Names): readonly ITerraformDependable[] {
    const given = file === undefined ? [] : readPolicyFile(file).statements;
    for (const remark of reachesBeyond(given, names.secretPrefix("administrator"))) {
      Annotations.of(this).addWarning(`${file} ${remark}. Name actions and resources that your code needs.`);
    }
    const statement = given.map(statementOf);
    // AWS takes no policy that says nothing.
    if (statement.length === 0) {
      return [];
    }
    const document = new DataAwsIamPolicyDocument(this, "code-policy-document", { statement });
    return [new IamRolePolicy(this, "code-policy", { name: "code", role: this.role.id, policy: document.json })];
  }
}

function statementOf(given: PolicyStatement): DataAwsIamPolicyDocumentStatement {
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition = {} } = given;
  const conditions = Object.entries(Condition).flatMap(([test, variables]) =>
    Object.entries(variables).map(([variable, values]) => ({ test, variable, values: values.map(literally) })),
  );
  return {
    effect: Effect,
    ...(Sid === undefined ? {} : { sid: Sid }),
    ...(Action === undefined ? {} : { actions: [...Action] }),
    ...(NotAction === undefined ? {} : { notActions: [...NotAction] }),
    ...(Resource === undefined ? {} : { resources: Resource.map(literally) }),
    ...(NotResource === undefined ? {} : { notResources: NotResource.map(literally) }),
    ...(conditions.length === 0 ? {} : { condition: conditions }),
  };
}

/**
 * A policy's variables are written with another sign here, for `${` is Terraform's own.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/data-sources/iam_policy_document#context-variable-interpolation
 */
function literally(text: string): string {
  return text.replaceAll("${", "&{");
}
