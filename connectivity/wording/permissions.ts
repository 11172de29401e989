import type { Permission, PermissionTarget } from "../causes/rules/role";
import { enumerate } from "./lists";

/** Actions with what each of them is on, such as `mq:DescribeBroker on aws_mq_broker.orders`. */
export function permissionsOf(permissions: readonly Permission[]): string {
  const byTarget = new Map<string, string[]>();
  for (const { action, on } of permissions) {
    const target = targetOf(on);
    byTarget.set(target, [...(byTarget.get(target) ?? []), action]);
  }
  const parts = [...byTarget].map(([target, actions]) => `${enumerate(actions)} on ${target}`);
  return [...byTarget.values()].every(({ length }) => length === 1) ? enumerate(parts) : parts.join("; ");
}

/** What to allow, and in which policy. */
export function allowIn(place: string, permissions: readonly Permission[]): string {
  const wanted = permissionsOf(permissions);
  return wanted.includes("; ") ? `In ${place}, allow ${wanted}.` : `Allow ${wanted} in ${place}.`;
}

export function actionsOf(permissions: readonly Permission[]): string {
  return enumerate(permissions.map(({ action }) => action));
}

export function targetOf(target: PermissionTarget): string {
  if (typeof target === "string") return target;
  switch (target.kind) {
    case "broker-of-mapping":
      return "the mapping's broker";
    case "secret-of-mapping":
      return "the mapping's secret";
    case "key-of":
      return keyOfSecret(target.secret);
    case "everything":
      return '"*"';
  }
}

export function keyOfSecret(secret: string): string {
  return `the key of ${secret}`;
}
