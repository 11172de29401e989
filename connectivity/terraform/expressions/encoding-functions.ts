import type { Scalar, Value } from "../model/model";
import { failure, fromJson, isListed, scalar } from "../model/values";
import { literalText, textOf } from "./evaluation";
import { ofTexts, sortedNames, type TerraformFunction } from "./function-arguments";

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
      parts.push(scalar(goJson(value.value), value.sensitive));
      return true;
    case "list":
      return value.open === null && writeBetween("[", value.items, "]", parts, (item) => write(item, parts, depth + 1));
    case "block":
      if (!isListed(value)) return false;
      return writeBetween("{", sortedNames(value), "}", parts, (name) => {
        parts.push(scalar(`${goJson(name)}:`));
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

/** Go's encoder escapes what would mean something in HTML. */
export function goJson(value: Scalar["value"]): string {
  if (typeof value === "number") return literalText(value);
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
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
  if (text?.kind !== "scalar") return text?.kind === "pointer" ? text : undefined;
  if (typeof text.value !== "string") return failure("what-is-decoded-is-no-text");
  try {
    return fromJson(JSON.parse(text.value), text.sensitive === true);
  } catch {
    return failure("what-is-decoded-is-no-json");
  }
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = [18, 12, 6, 0].map((shift) => BASE64[(three >> shift) & 63]);
    encoded += letters
      .slice(0, Math.min(4, bytes.length - at + 1))
      .join("")
      .padEnd(4, "=");
  }
  return encoded;
}

function fromBase64(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const four = [0, 1, 2, 3].reduce(
      (sum, index) => (sum << 6) | Math.max(0, BASE64.indexOf(text[at + index] ?? "=")),
      0,
    );
    bytes.push((four >> 16) & 255, (four >> 8) & 255, four & 255);
  }
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes.slice(0, bytes.length - padding)));
  } catch {
    return undefined;
  }
}

/** @see https://pkg.go.dev/net/url#QueryEscape */
function urlEncode(text: string): string | undefined {
  // Half a character has no place in an address.
  if (/\p{Surrogate}/u.test(text)) return undefined;
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

export const ENCODING_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["base64decode", ofTexts((text = "") => fromBase64(text) ?? failure("what-is-decoded-is-no-text-in-base64"))],
  ["base64encode", ofTexts((text = "") => toBase64(text))],
  ["jsondecode", ([text]) => decode(text)],
  ["jsonencode", ([value]) => (value === undefined ? undefined : encode(value))],
  ["urlencode", ofTexts((text = "") => urlEncode(text))],
]);
