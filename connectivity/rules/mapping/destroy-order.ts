import { ec2Subject } from "../../aws/iam/context";
import type { Iam } from "../../aws/iam/iam";
import { addTo } from "../../multimap";
import type { Instance } from "../../terraform/model/model";
import { textOf } from "../../terraform/model/shown-values";
import { powersOf } from "../role/powers";
import { rule } from "../rule";

const CARRIERS: ReadonlySet<string> = new Set(["aws_iam_role_policy", "aws_iam_role_policy_attachment"]);

/** What can hold the role's policies until the interfaces are gone. */
const HOLDERS: ReadonlySet<string> = new Set([
  "time_sleep",
  "aws_lambda_invocation",
  "null_resource",
  "terraform_data",
]);

/**
 * A plan that destroys mappings on Amazon MQ: Lambda removes their network interfaces with the function's role, long after the
 * mappings are gone.
 */
export const destroyOrder = rule({
  code: "destroy-order",
  severity: "warning",
  effect: "none",
  kind: "apply",
  title: "The role goes before Lambda has removed the interfaces",
  meaning:
    "Lambda removes a mapping's network interfaces with the function's role, up to 20 minutes and more after the mapping is gone. Without the role they stay, and so do subnet and group.",
  example:
    "# aws_lambda_event_source_mapping.orders will be destroyed\n# aws_lambda_function.listener will be destroyed\n# aws_iam_role_policy.consume will be destroyed",
  source: "https://github.com/aws/aws-cdk/issues/34400",
  check(iam: Iam, found) {
    const { destroyed, instances } = iam.model;
    const mappings = destroyed.filter((one) => one.type === "aws_lambda_event_source_mapping" && isOnBroker(one));
    if (mappings.length === 0 || destroyed.some(({ type }) => HOLDERS.has(type))) return [];
    // A function that stays is no reason for its role to keep what the plan takes away.
    const all = [...destroyed, ...instances];
    const functions = index(all, "aws_lambda_function", ["function_name", "arn", "qualified_arn"]);
    const byRole = carriersByRole(destroyed);
    const roles = index(instances, "aws_iam_role", ["name", "id"]);
    return mappings.flatMap((mapping) => {
      const lambda =
        functions.get(before(mapping, "function_name") ?? "") ?? functions.get(before(mapping, "function_arn") ?? "");
      const role = lambda === undefined ? undefined : before(lambda, "role")?.split("/").at(-1);
      const lost = (role === undefined ? undefined : byRole.get(role)) ?? [];
      if (role === undefined || lost.length === 0 || mayStillDelete(roles.get(role), mapping, iam)) return [];
      return [found(mapping, { mapping: mapping.address, policies: lost.map(({ address }) => address) })];
    });
  },
});

/** Whether a role that stays may remove interfaces all the same, by what it keeps. */
function mayStillDelete(role: Instance | undefined, mapping: Instance, iam: Iam): boolean {
  if (role === undefined) return false;
  const on = [ec2Subject("network-interface", mapping, iam.locations)];
  const need = { action: "ec2:DeleteNetworkInterface", on, target: { kind: "everything" }, doubt: null } as const;
  return powersOf(role, iam).decide(need).verdict === "yes";
}

function carriersByRole(instances: readonly Instance[]): ReadonlyMap<string, readonly Instance[]> {
  const byRole = new Map<string, Instance[]>();
  for (const carrier of instances) {
    if (!CARRIERS.has(carrier.type)) continue;
    const role = before(carrier, "role") ?? "";
    addTo(byRole, role, carrier);
  }
  return byRole;
}

function isOnBroker(mapping: Instance): boolean {
  return /^arn:[^:]*:mq:/.test(before(mapping, "event_source_arn") ?? "");
}

function index(instances: readonly Instance[], type: string, attributes: readonly string[]): Map<string, Instance> {
  const found = new Map<string, Instance>();
  for (const instance of instances) {
    if (instance.type !== type) continue;
    for (const attribute of attributes) {
      const value = before(instance, attribute);
      if (value !== null && value !== "") found.set(value, instance);
    }
  }
  return found;
}

function before(instance: Instance, attribute: string): string | null {
  return textOf(instance.before(attribute));
}
