import { fieldsOf } from "../shared/fields";
import { Violations } from "../shared/violations";

/** Which link of the chain this is, and what Terraform is doing. Where to look is configuration. */
export interface InterfaceWaiterEvent {
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
  const violations = new Violations();
  const given = fieldsOf(event);
  violations.checkKeys("", given, ["last", "tf"]);
  const { last, tf } = given;
  violations.check("last", last, typeof last === "boolean", "true or false");
  const { action } = fieldsOf(tf);
  violations.check("tf.action", action, ACTIONS.includes(action), '"create", "update" or "delete"');
  violations.throwIfAny("InterfaceWaiterEventError");
  return event as InterfaceWaiterEvent;
}
