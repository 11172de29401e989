import type { Value } from "../model/model";
import { fromJson, scalar } from "../model/values";
import { textOf } from "./evaluation";
import type { TerraformFunction } from "./functions";

/** Values nested deeper, or of more parts, are not encoded. */
const MAX_DEPTH = 32;
const MAX_PARTS = 20_000;

/** The text of a value; where parts of it are not known, they stand between the parts of the text. */
function encode(value: Value): Value | undefined {
  const parts: Value[] = [];
  return write(value, parts, 0) ? textOf(parts) : undefined;
}

function write(value: Value, parts: Value[], depth: number): boolean {
  if (depth > MAX_DEPTH || parts.length > MAX_PARTS) return false;
  switch (value.kind) {
    case "scalar":
      parts.push(scalar(JSON.stringify(value.value), value.sensitive));
      return true;
    case "list":
      return value.open === null && writeBetween("[", value.items, "]", parts, (item) => write(item, parts, depth + 1));
    case "block":
      return writeBetween("{", value.fields(), "}", parts, (name) => {
        parts.push(scalar(`${JSON.stringify(name)}:`));
        return write(value.get(name), parts, depth + 1);
      });
    case "pointer":
      // One text; several objects would be a list of unknown length.
      parts.push(scalar('"'), value, scalar('"'));
      return value.selection === "one";
    case "unknown":
      parts.push(scalar('"'), ...(value.parts ?? [value]), scalar('"'));
      return true;
  }
}

function writeBetween<T>(
  start: string,
  members: readonly T[],
  end: string,
  parts: Value[],
  writeMember: (member: T) => boolean,
): boolean {
  parts.push(scalar(start));
  for (const [index, member] of members.entries()) {
    if (index > 0) parts.push(scalar(","));
    if (!writeMember(member)) return false;
  }
  parts.push(scalar(end));
  return true;
}

function decode(text: Value | undefined): Value | undefined {
  if (text?.kind !== "scalar" || typeof text.value !== "string") return text?.kind === "pointer" ? text : undefined;
  try {
    return fromJson(JSON.parse(text.value), text.sensitive === true);
  } catch {
    return undefined;
  }
}

export const JSON_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["jsondecode", ([text]) => decode(text)],
  ["jsonencode", ([value]) => (value === undefined ? undefined : encode(value))],
]);
