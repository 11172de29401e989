import type { List, Scalar, Value } from "../model/model";
import { listOf, scalar } from "../model/values";
import { cidrHost, cidrSubnet } from "./cidr";
import { textOf } from "./evaluation";
import type { TerraformFunction } from "./functions";

/** Wider padding than this is not made. */
const MAX_WIDTH = 64;
/** Longer texts are not made by replacing. */
const MAX_LENGTH = 100_000;

type Literal = string | number | boolean;

/** A function of known texts and numbers. */
function ofLiterals(compute: (...args: readonly Literal[]) => Scalar["value"] | undefined): TerraformFunction {
  return (args) => {
    const literals: Literal[] = [];
    for (const arg of args) {
      if (arg.kind !== "scalar" || arg.value === null) return undefined;
      literals.push(arg.value);
    }
    const result = compute(...literals);
    return result === undefined ? undefined : scalar(result, args.some(isSensitive));
  };
}

/** A function of texts alone, given as such. */
function ofTexts(compute: (...args: readonly string[]) => Scalar["value"] | undefined): TerraformFunction {
  return ofLiterals((...args) => compute(...args.map(String)));
}

function isSensitive(value: Value): boolean {
  return value.kind === "scalar" && value.sensitive === true;
}

function convert(compute: (value: Literal) => Literal | undefined): TerraformFunction {
  return ([value]) => {
    if (value?.kind !== "scalar" || value.value === null) return value;
    const result = compute(value.value);
    return result === undefined ? undefined : scalar(result, value.sensitive);
  };
}

/** The plain verbs of `format`. Where an argument is not known, the parts of the text are. */
function format([spec, ...args]: readonly Value[]): Value | undefined {
  if (spec?.kind !== "scalar" || typeof spec.value !== "string") return undefined;
  let next = 0;
  const parts: Value[] = [];
  // Every second piece is a verb.
  for (const [index, piece] of spec.value.split(/(%%|%[sdv]|%0?\d{1,2}d)/).entries()) {
    const part = index % 2 === 0 ? plain(piece) : piece === "%%" ? scalar("%") : verb(piece, args[next++]);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return textOf(parts);
}

function plain(piece: string): Value | undefined {
  return piece.includes("%") ? undefined : scalar(piece);
}

function verb(piece: string, arg: Value | undefined): Value | undefined {
  const width = /^%(0?)(\d+)d$/.exec(piece);
  if (width === null || arg?.kind !== "scalar") return width === null ? arg : undefined;
  return scalar(String(arg.value).padStart(Math.min(Number(width[2]), MAX_WIDTH), width[1] === "0" ? "0" : " "));
}

function join([separator, ...lists]: readonly Value[]): Value | undefined {
  if (
    separator?.kind !== "scalar" ||
    !lists.every((list): list is List => list.kind === "list" && list.open === null)
  ) {
    return undefined;
  }
  const items = lists.flatMap((list) => list.items);
  if (items.some((item) => item.kind === "pointer" && item.selection === "some")) return undefined;
  return textOf(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
}

function split([separator, text]: readonly Value[]): Value | undefined {
  if (separator?.kind !== "scalar" || text?.kind !== "scalar" || text.value === null) return undefined;
  return listOf(
    String(text.value)
      .split(String(separator.value))
      .map((part) => scalar(part, text.sensitive)),
  );
}

function replace(text: string, from: string, to: string): string | undefined {
  // Between slashes stands a regular expression.
  if (from === "" || (from.length > 1 && from.startsWith("/") && from.endsWith("/"))) return undefined;
  const parts = text.split(from);
  return text.length + parts.length * to.length > MAX_LENGTH ? undefined : parts.join(to);
}

export const TEXT_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["cidrhost", ofLiterals((prefix, number) => cidrHost(String(prefix), Number(number)))],
  ["cidrsubnet", ofLiterals((prefix, bits, number) => cidrSubnet(String(prefix), Number(bits), Number(number)))],
  ["endswith", ofTexts((text = "", suffix = "") => text.endsWith(suffix))],
  ["format", format],
  ["join", join],
  ["lower", ofTexts((text = "") => text.toLowerCase())],
  ["max", ofLiterals((...numbers) => Math.max(...numbers.map(Number)))],
  ["min", ofLiterals((...numbers) => Math.min(...numbers.map(Number)))],
  ["nonsensitive", ([value]) => value],
  ["replace", ofTexts((text = "", from = "", to = "") => replace(text, from, to))],
  ["sensitive", ([value]) => (value?.kind === "scalar" ? scalar(value.value, true) : value)],
  ["split", split],
  ["startswith", ofTexts((text = "", prefix = "") => text.startsWith(prefix))],
  ["substr", ofLiterals((text, from, length) => substring(String(text), Number(from), Number(length)))],
  ["tobool", convert((value) => (/^(true|false)$/.test(String(value)) ? String(value) === "true" : undefined))],
  ["tonumber", convert((value) => (Number.isFinite(Number(value)) ? Number(value) : undefined))],
  ["tostring", convert(String)],
  ["trimprefix", ofTexts((text = "", prefix = "") => (text.startsWith(prefix) ? text.slice(prefix.length) : text))],
  ["trimspace", ofTexts((text = "") => text.trim())],
  [
    "trimsuffix",
    ofTexts((text = "", suffix = "") => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)),
  ],
  ["upper", ofTexts((text = "") => text.toUpperCase())],
]);

function substring(text: string, from: number, length: number): string | undefined {
  if (!Number.isInteger(from) || !Number.isInteger(length) || from < 0) return undefined;
  return length < 0 ? text.slice(from) : text.slice(from, from + length);
}
