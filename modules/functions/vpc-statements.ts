import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/**
 * What Lambda needs for the network interfaces of a function in a VPC.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
const interfaceActions = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/**
 * Lets Lambda handle the interfaces of a function in a VPC, and denies the same to the function's code, which has the same
 * role: only calls of the code carry the function's ARN.
 *
 * @param functionArn without a version
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice-security
 * @see https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function vpcStatements(functionArn: string): readonly DataAwsIamPolicyDocumentStatement[] {
  // AWS documents "*" for both.
  const resources = ["*"];
  return [
    { sid: "HandleNetworkInterfaces", actions: interfaceActions, resources },
    {
      sid: "KeepCodeFromNetworkInterfaces",
      effect: "Deny",
      actions: [...interfaceActions, "ec2:DetachNetworkInterface"],
      resources,
      condition: [{ test: "ArnEquals", variable: "lambda:SourceFunctionArn", values: [functionArn] }],
    },
  ];
}
