import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { Construct } from "constructs";
import { ownArn } from "../arn";
import type { Names } from "../names";
import type { Settings } from "../settings";
import type { MappingService } from "./endpoint-service";

/** Whose endpoint it is. */
export interface EndpointOwner {
  readonly names: Names;
  readonly settings: Pick<Settings, "region">;
}

/**
 * What passes through an interface endpoint that nobody else uses. The pollers call STS and Lambda as Lambda's own service
 * principal, for which AWS documents every resource; they call Secrets Manager with the listener's role, and our functions
 * call it with theirs.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html
 */
export function endpointPolicy(
  scope: Construct,
  service: MappingService,
  owner: EndpointOwner,
): DataAwsIamPolicyDocument {
  return new DataAwsIamPolicyDocument(scope, `${service}-policy`, { statement: statements[service](scope, owner) });
}

type Statements = (scope: Construct, owner: EndpointOwner) => DataAwsIamPolicyDocumentStatement[];

const statements: Record<MappingService, Statements> = {
  sts: () => [byLambda("sts:AssumeRole")],
  lambda: () => [byLambda("lambda:InvokeFunction")],
  // Other people's credentials carry nothing out this way. By names, not one by one, so that a listener comes and goes without changing
  // what the others poll through; which secret each role reads is in the role's own policy.
  secretsmanager: (scope, owner) => [
    byRoles(scope, owner, "listener", ["secretsmanager:GetSecretValue"], "mapping"),
    byRoles(scope, owner, "topology", ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"], "*"),
    byRoles(scope, owner, "publisher", ["secretsmanager:GetSecretValue"], "publisher"),
  ],
};

function byLambda(action: string): DataAwsIamPolicyDocumentStatement {
  return {
    principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
    actions: [action],
    resources: ["*"],
  };
}

/**
 * Lets roles of ours call, by what their names begin with. A principal takes no wildcard within an ARN; this condition does.
 *
 * @param role what a function is, such as `listener`
 * @param user whose secrets, such as `mapping`; `*` for everybody's
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function byRoles(
  scope: Construct,
  { names, settings: { region } }: EndpointOwner,
  role: string,
  actions: string[],
  user: string,
): DataAwsIamPolicyDocumentStatement {
  const secrets = `secret:${names.secretPrefix(user)}*`;
  const roles = [names.function(role), names.function(`${role}-*`)];
  return {
    principals: [{ type: "*", identifiers: ["*"] }],
    actions,
    resources: [ownArn(scope, { service: "secretsmanager", region, resource: secrets })],
    condition: [
      {
        test: "ArnLike",
        variable: "aws:PrincipalArn",
        values: roles.map((name) => ownArn(scope, { service: "iam", resource: `role/${name}` })),
      },
    ],
  };
}
