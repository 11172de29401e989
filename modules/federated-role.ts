import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";

interface FederatedRoleProps {
  readonly name: string;
  readonly description: string;
  /** Who may assume it. */
  readonly trust: DataAwsIamPolicyDocumentStatement;
  /** What it may do, in parts by the names of their policies. */
  readonly statements: Readonly<Record<string, readonly DataAwsIamPolicyDocumentStatement[]>>;
  /** How long it may be kept, in seconds, 3,600 to 43,200. @default 3,600 */
  readonly maxSessionDuration?: number;
}

/**
 * A role for jobs that run elsewhere.
 *
 * @param id what the names of its constructs begin with
 * @returns its ARN
 */
export function federatedRole(
  scope: Construct,
  id: string,
  { name, description, trust, statements, maxSessionDuration }: FederatedRoleProps,
): string {
  const role = new IamRole(scope, `${id}-role`, {
    name,
    description,
    assumeRolePolicy: new DataAwsIamPolicyDocument(scope, `${id}-trust`, { statement: [trust] }).json,
    ...(maxSessionDuration === undefined ? {} : { maxSessionDuration }),
  });
  for (const [part, statement] of Object.entries(statements)) {
    const policy = new DataAwsIamPolicyDocument(scope, `${id}-${part}`, { statement: [...statement] });
    new IamRolePolicy(scope, `${id}-${part}-policy`, { name: part, role: role.id, policy: policy.json });
  }
  return role.arn;
}
