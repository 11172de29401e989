import type { Arguments, Changes } from "./stack";

/** A resource of an applied stack: every value known. */
interface Applied {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly values: Arguments;
}

const COMPUTED_OF_VPC = [
  "main_route_table_id",
  "default_route_table_id",
  "default_security_group_id",
  "default_network_acl_id",
];

/** The resources of a stack once it is applied: references are ids, which are the addresses and attributes themselves. */
function applied(stack: Changes): readonly Applied[] {
  return Object.entries(stack).flatMap(([address, given]) => {
    if (given === null) return [];
    const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
    const computed = ["id", "arn", ...(type === "aws_vpc" ? COMPUTED_OF_VPC : [])].map((attribute) => [
      attribute,
      `${address}.${attribute}`,
    ]);
    const values: Arguments = { ...Object.fromEntries(computed), ...(withIds(given) as Arguments) };
    return [{ address, mode: address.startsWith("data.") ? "data" : "managed", type, name, values }];
  });
}

function withIds(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/^\$\{(.*)\}$/, "$1");
  if (Array.isArray(value)) return value.map(withIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withIds(inner)]));
}

/** `terraform show -json` of an applied stack's state. */
export function stateOf(stack: Changes): unknown {
  return { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: { resources: applied(stack) } } };
}

/** `terraform show -json` of a plan that leads from one applied stack to another. */
export function planOf(before: Changes, after: Changes): unknown {
  const then = new Map(applied(before).map((resource) => [resource.address, resource]));
  const now = new Map(applied(after).map((resource) => [resource.address, resource]));
  const resource_changes = [...new Set([...then.keys(), ...now.keys()])].flatMap((address) => {
    const [old, made] = [then.get(address), now.get(address)];
    const resource = made ?? old;
    if (resource === undefined) return [];
    const { mode, type, name } = resource;
    const isSame = JSON.stringify(old?.values) === JSON.stringify(made?.values);
    const actions = old === undefined ? ["create"] : made === undefined ? ["delete"] : [isSame ? "no-op" : "update"];
    const change = { actions, before: old?.values ?? null, after: made?.values ?? null, after_unknown: {} };
    return [{ address, mode, type, name, provider_name: "registry.terraform.io/hashicorp/aws", change }];
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes,
    configuration: { root_module: {} },
  };
}
