import type { Key } from "./address";
import { field, isObject, listField, textField } from "./json";
import type { Value } from "./model";
import { fromJson } from "./values";

/** A resource instance of a state: every value is known. */
export interface StateResource {
  readonly address: string;
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Address of its block in the module, such as `data.aws_vpc.default`. */
  readonly block: string;
  readonly key: Key;
  /** Addresses without keys, from the root. */
  readonly dependsOn: readonly string[];
  value(name: string): Value;
}

/** The resources of a state's `values`, in modules of any depth. */
export function stateResources(values: unknown): readonly StateResource[] {
  const found: StateResource[] = [];
  const modules = [{ json: field(values, "root_module"), address: "" }];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    const { json, address } = module;
    for (const entry of listField(json, "resources")) {
      const resource = stateResource(entry, address);
      if (resource !== undefined) found.push(resource);
    }
    for (const child of listField(json, "child_modules")) {
      modules.push({ json: child, address: textField(child, "address") ?? address });
    }
  }
  return found;
}

function stateResource(entry: unknown, module: string): StateResource | undefined {
  const address = textField(entry, "address");
  const type = textField(entry, "type");
  const name = textField(entry, "name");
  // A deposed object is what an interrupted replacement left behind; its address belongs to the current one.
  if (!isObject(entry) || address === undefined || type === undefined || name === undefined) return undefined;
  if (field(entry, "deposed_key") !== undefined) return undefined;
  const mode = field(entry, "mode") === "data" ? "data" : "managed";
  const key = field(entry, "index");
  const marks = field(entry, "sensitive_values");
  return {
    address,
    module,
    mode,
    type,
    block: `${mode === "data" ? "data." : ""}${type}.${name}`,
    key: typeof key === "string" || typeof key === "number" ? key : undefined,
    dependsOn: listField(entry, "depends_on").filter((item) => typeof item === "string"),
    value: (attribute) => fromJson(field(field(entry, "values"), attribute), marks === true || field(marks, attribute)),
  };
}
