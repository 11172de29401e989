import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { Construct } from "constructs";

/** Who vouches for jobs that run elsewhere, by tokens that live for minutes: nobody keeps a key of AWS's. */
export interface TokenIssuer {
  /** Its host, as AWS writes it in conditions. */
  readonly host: string;
  /** For whom the tokens are that AWS takes. */
  readonly audience: string;
}

/**
 * The account's identity provider for an issuer, of which it takes one.
 *
 * @param existing whether the account has it already
 * @returns its ARN
 */
export function identityProvider(
  scope: Construct,
  id: string,
  { host, audience }: TokenIssuer,
  existing: boolean,
): string {
  const url = `https://${host}`;
  return existing
    ? new DataAwsIamOpenidConnectProvider(scope, id, { url }).arn
    : // AWS has the public certificate authorities by itself, and ignores thumbprints where one of them vouches for the host.
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html
      new IamOpenidConnectProvider(scope, id, { url, clientIdList: [audience] }).arn;
}

/**
 * Lets those assume a role who show a token of an issuer's with the right claims. Each claim must equal one of its values: there are
 * no patterns, and a claim that is missing fits none.
 *
 * @param provider ARN of the account's provider for the issuer
 * @param subjects who may be meant
 * @param claims what else the token must say
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function trustInTokens(
  { host, audience }: TokenIssuer,
  provider: string,
  subjects: readonly string[],
  claims: Readonly<Record<string, string>> = {},
): DataAwsIamPolicyDocumentStatement {
  const equals = (claim: string, ...values: string[]) => ({
    test: "StringEquals",
    variable: `${host}:${claim}`,
    values,
  });
  return {
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: [{ type: "Federated", identifiers: [provider] }],
    condition: [
      equals("aud", audience),
      equals("sub", ...subjects),
      ...Object.entries(claims).map(([claim, value]) => equals(claim, value)),
    ],
  };
}
