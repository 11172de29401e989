import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** What an ARN begins with, beside partition and account. */
export interface ArnOf {
  /** Such as `lambda`. */
  readonly service: string;
  /** @default none, as for what IAM has */
  readonly region?: string;
  /** What follows the account, such as `function:orders`. */
  readonly resource: string;
}

/**
 * The ARN of something in the stack's own account, made of what is known beforehand: where a function's own role names the function, a
 * reference would be a cycle, and a pattern refers to nothing.
 *
 * @param scope anything in the stack, which looks partition and account up once
 */
export function ownArn(scope: Construct, { service, region = "", resource }: ArnOf): string {
  const stack = TerraformStack.of(scope);
  const { partition } = lookUp(stack, "partition", DataAwsPartition);
  const { accountId } = lookUp(stack, "account", DataAwsCallerIdentity);
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

function lookUp<T extends Construct>(
  stack: TerraformStack,
  id: string,
  DataSource: new (s: Construct, id: string) => T,
): T {
  const found = stack.node.tryFindChild(id);
  return found instanceof DataSource ? found : new DataSource(stack, id);
}
