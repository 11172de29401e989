import type { Given } from "../../causes/given";
import type { Instance, Pointer, Value } from "../../terraform/model/model";

/** The text of a value that is one; null when it is not set or the input does not show it. */
export function text(value: Value): string | null {
  return value.kind === "scalar" && typeof value.value === "string" ? value.value : null;
}

/** The value, to be named in a finding. One that is sensitive is left out. */
export function givenOf(value: Value): Given {
  if (value.kind !== "scalar") return { hidden: "not-shown" };
  return value.sensitive ? { hidden: "sensitive" } : { text: String(value.value) };
}

export function textAt(instance: Instance, attribute: string): string | null {
  return text(instance.get(attribute));
}

/** Whether an argument is not set, or set to nothing. */
export function isUnset(value: Value): boolean {
  if (value.kind === "list") return value.items.length === 0 && value.open === null;
  return value.kind === "scalar" && (value.value === null || value.value === "");
}

/** Whether the value is an attribute that AWS fills in, of the instance itself: nothing that the configuration sets. */
export function isLeftBlank(value: Value, instance: Instance): boolean {
  return value.kind === "pointer" && value.targets.every((target) => target.instance === instance);
}

/** The attributes that a pointer may denote, such as `aws_vpc.main.id`. */
export function attributesIn(pointer: Pointer): readonly string[] {
  return pointer.targets.map(({ instance, attribute }) => `${instance.address}.${attribute}`);
}
