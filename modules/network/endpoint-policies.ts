import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import type { NodeFunction } from "../functions/node-function";
import type { MappingService } from "./endpoint-service";

/**
 * What passes through an interface endpoint that nobody else uses. The pollers call STS and Lambda as Lambda's own service
 * principal, for which AWS documents every resource; they call Secrets Manager with the listener's role, and our functions
 * call it with theirs.
 *
 * @param callers the listener, whose role the pollers assume, and the functions inside the network
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export function endpointPolicy(
  scope: Construct,
  service: MappingService,
  callers: readonly NodeFunction[],
): DataAwsIamPolicyDocument {
  return new DataAwsIamPolicyDocument(scope, `${service}-policy`, { statement: statements[service](callers) });
}

const statements: Record<MappingService, (callers: readonly NodeFunction[]) => DataAwsIamPolicyDocumentStatement[]> = {
  sts: () => [byLambda("sts:AssumeRole")],
  lambda: () => [byLambda("lambda:InvokeFunction")],
  // As much as their roles allow, no more: other people's credentials carry nothing out this way.
  secretsmanager: (callers) =>
    callers.flatMap(({ role, statements }) =>
      statements
        .filter(({ actions }) => actions?.every((action) => action.startsWith("secretsmanager:")))
        .map(({ actions = [], resources = [] }) => ({
          principals: [{ type: "AWS", identifiers: [role.arn] }],
          actions,
          resources,
        })),
    ),
};

function byLambda(action: string): DataAwsIamPolicyDocumentStatement {
  return {
    principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
    actions: [action],
    resources: ["*"],
  };
}
