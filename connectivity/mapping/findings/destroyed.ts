import { text } from "../../aws/iam/values";
import { addTo } from "../../multimap";
import type { Instance, Model } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";

const CARRIERS: ReadonlySet<string> = new Set(["aws_iam_role_policy", "aws_iam_role_policy_attachment"]);

/** What can hold the role's policies until the interfaces are gone. */
const HOLDERS: ReadonlySet<string> = new Set([
  "time_sleep",
  "aws_lambda_invocation",
  "null_resource",
  "terraform_data",
]);

/**
 * What a plan that destroys mappings on Amazon MQ should be told: Lambda removes their network interfaces with the
 * listener's role, long after the mappings are gone.
 */
export function findingsOfDestroyed(model: Model): readonly Finding[] {
  const destroyed = model.destroyed;
  const mappings = destroyed.filter((one) => one.type === "aws_lambda_event_source_mapping" && isOnBroker(one));
  if (mappings.length === 0 || destroyed.some(({ type }) => HOLDERS.has(type))) return [];
  const functions = index(destroyed, "aws_lambda_function", ["function_name", "arn", "qualified_arn"]);
  const byRole = carriersByRole(destroyed);
  return mappings.flatMap((mapping) => {
    const lambda =
      functions.get(before(mapping, "function_name") ?? "") ?? functions.get(before(mapping, "function_arn") ?? "");
    const role = lambda === undefined ? undefined : before(lambda, "role")?.split("/").at(-1);
    const lost = role === undefined ? [] : (byRole.get(role) ?? []);
    return lost.length === 0 ? [] : [report(mapping, lost)];
  });
}

function report(mapping: Instance, lost: readonly Instance[]): Finding {
  const policies = lost.map(({ address }) => address);
  return finding("destroy-order", mapping, { mapping: mapping.address, policies });
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
  return text(instance.before(attribute));
}
