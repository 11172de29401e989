import { fieldsOf } from "../shared/fields";
import { Violations } from "../shared/violations";

/** Where interfaces may be, and what Terraform is doing. */
export interface InterfaceWaiterEvent {
  /** The broker's subnets. */
  readonly subnetIds: readonly string[];
  /** The broker's security groups. */
  readonly securityGroupIds: readonly string[];
  /**
   * Whether this invocation is the last of its chain: one that runs out of time fails when it is the last, and leaves the
   * rest to the next when it is not.
   */
  readonly last: boolean;
  /**
   * What `aws_lambda_invocation` adds when its `lifecycle_scope` is `CRUD`.
   *
   * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_invocation
   */
  readonly tf: { readonly action: "create" | "update" | "delete" };
}

const ACTIONS: readonly unknown[] = ["create", "update", "delete"];

/**
 * Reads the function's event.
 *
 * @throws ExplainedError that lists everything wrong with it
 */
export function readEvent(event: unknown): InterfaceWaiterEvent {
  const { subnetIds, securityGroupIds, last, tf } = fieldsOf(event);
  const violations = new Violations();
  violations.check("subnetIds", subnetIds, areIds(subnetIds, "subnet-"), "a list of subnet ids, at least one");
  const groupsHold = areIds(securityGroupIds, "sg-");
  violations.check("securityGroupIds", securityGroupIds, groupsHold, "a list of security group ids, at least one");
  violations.check("last", last, typeof last === "boolean", "true or false");
  const { action } = fieldsOf(tf);
  violations.check("tf.action", action, ACTIONS.includes(action), '"create", "update" or "delete"');
  violations.throwIfAny("InterfaceWaiterEventError");
  return event as InterfaceWaiterEvent;
}

function areIds(value: unknown, prefix: string): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((id) => typeof id === "string" && id.startsWith(prefix))
  );
}
