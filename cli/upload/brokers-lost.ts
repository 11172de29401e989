import { field, listField, textField } from "../../connectivity/index";

/**
 * The names of the brokers that a plan destroys or replaces: every message goes with them, whatever the check says of the mapping.
 *
 * @param plan what `terraform show -json` says of it
 */
export function brokersLostBy(plan: unknown): readonly string[] {
  return listField(plan, "resource_changes")
    .filter((each) => textField(each, "type") === "aws_mq_broker" && textField(each, "mode") === "managed")
    .map((each) => field(each, "change"))
    .filter((change) => listField(change, "actions").includes("delete"))
    .map((change) => textField(field(change, "before"), "broker_name") ?? "");
}
