import type { Instance } from "../../terraform/model/model";

/** Resources that can do what the AWS API cannot: declare a queue, or write a secret, by running something. */
const RUNNERS: ReadonlySet<string> = new Set([
  "aws_lambda_invocation",
  "null_resource",
  "terraform_data",
  "aws_cloudformation_stack",
  "aws_ssm_association",
  "shell_script",
  "restapi_object",
]);

/** What the mapping depends on, directly or not, that may prepare the broker for it. */
export function declarersOf(mapping: Instance): readonly Instance[] {
  return ancestorsOf(mapping).filter(({ type }) => RUNNERS.has(type) || type.startsWith("rabbitmq_"));
}

/** All that an instance depends on, directly or not. */
export function ancestorsOf(instance: Instance): readonly Instance[] {
  const seen = new Set<Instance>();
  const open = [...instance.dependencies()];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === instance || seen.has(next)) continue;
    seen.add(next);
    open.push(...next.dependencies());
  }
  return [...seen];
}
