import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Settings } from "../settings";

/**
 * The ARN of something of Lambda's, made of what is known beforehand: where a function's own role names the function, a
 * reference would be a cycle.
 *
 * @param scope anything in the stack, which looks partition and account up once
 * @param resource such as `function:orders`
 */
export function lambdaArn(scope: Construct, { region }: Settings, resource: string): string {
  const stack = TerraformStack.of(scope);
  const { partition } = lookUp(stack, "partition", DataAwsPartition);
  const { accountId } = lookUp(stack, "account", DataAwsCallerIdentity);
  return `arn:${partition}:lambda:${region}:${accountId}:${resource}`;
}

function lookUp<T extends Construct>(
  stack: TerraformStack,
  id: string,
  DataSource: new (s: Construct, id: string) => T,
): T {
  const found = stack.node.tryFindChild(id);
  return found instanceof DataSource ? found : new DataSource(stack, id);
}
