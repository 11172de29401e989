import type { List, Scalar, Value } from "../model/model";
import { failure, isNull, listOf, scalar } from "../model/values";
import { goJson } from "./encoding-functions";
import { literalText, textOf } from "./evaluation";
import { closedList, ofLiterals, ofTexts, type TerraformFunction } from "./function-arguments";
import { matchesOf, replaceMatches } from "./patterns";

/** Wider padding than this is not made. */
const MAX_WIDTH = 64;
/** Longer texts are not made by replacing. */
const MAX_LENGTH = 100_000;

/** One verb of a format: `%%`, or flags, width, precision and a letter. */
const VERB = /%(?:%|([-+ #0]*)(\d+)?(?:\.(\d+))?([a-zA-Z]))/g;

/** Where an argument is not known, the parts of the text are. */
function format([spec, ...args]: readonly Value[]): Value | undefined {
  if (spec === undefined || isNull(spec)) return failure("a-format-is-null");
  if (spec.kind !== "scalar") return undefined;
  const text = literalText(spec.value);
  const parts: Value[] = [];
  let next = 0;
  let end = 0;
  for (const found of text.matchAll(VERB)) {
    const [whole, flags = "", width, precision, letter] = found;
    const between = text.slice(end, found.index);
    if (between.includes("%")) return failure("a-format-is-wrong");
    parts.push(scalar(between, spec.sensitive));
    end = found.index + whole.length;
    const arg = letter === undefined ? scalar("%") : args[next++];
    const part =
      letter === undefined
        ? arg
        : arg === undefined
          ? failure("a-format-has-too-few-arguments")
          : verb(letter, { flags, width, precision }, arg);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  if (text.slice(end).includes("%")) return failure("a-format-is-wrong");
  if (next < args.length) return failure("a-format-has-too-many-arguments");
  return textOf([...parts, scalar(text.slice(end), spec.sensitive)]);
}

interface Layout {
  readonly flags: string;
  readonly width: string | undefined;
  readonly precision: string | undefined;
}

/** @see https://developer.hashicorp.com/terraform/language/functions/format#verbs */
function verb(letter: string, layout: Layout, arg: Value): Value | undefined {
  if (arg.kind !== "scalar")
    return /[sv]/.test(letter) &&
      layout.width === undefined &&
      layout.precision === undefined &&
      (arg.kind === "pointer" || arg.kind === "unknown")
      ? arg
      : undefined;
  const text = verbText(letter, layout, arg.value);
  return text === undefined
    ? undefined
    : text === null
      ? failure("an-argument-of-format-does-not-fit-its-verb")
      : scalar(pad(text, layout, letter), arg.sensitive);
}

/** Null where Terraform refuses the argument. */
function verbText(letter: string, { flags, precision }: Layout, value: Scalar["value"]): string | null | undefined {
  const number =
    typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  const signed = (text: string) =>
    flags.includes("+") && number >= 0 ? `+${text}` : flags.includes(" ") && number >= 0 ? ` ${text}` : text;
  switch (letter) {
    case "s":
      if (value === null) return null;
      return precision === undefined
        ? literalText(value)
        : [...literalText(value)].slice(0, Number(precision)).join("");
    case "v":
      if (flags.includes("#")) return JSON.stringify(value);
      return value === null ? "null" : typeof value === "number" ? shortest(value) : literalText(value);
    case "q":
      return value === null ? "null" : goJson(literalText(value));
    case "d":
      return Number.isNaN(number) ? null : signed(literalText(Math.trunc(number)));
    case "t":
      return value === true || value === "true" ? "true" : value === false || value === "false" ? "false" : null;
    case "b":
    case "o":
    case "x":
    case "X": {
      if (!Number.isInteger(number)) return typeof value === "string" && /[xX]/.test(letter) ? undefined : null;
      const digits = number.toString(letter === "b" ? 2 : letter === "o" ? 8 : 16);
      return signed(letter === "X" ? digits.toUpperCase() : digits);
    }
    case "f":
      return Number.isNaN(number) ? null : signed(number.toFixed(Math.min(Number(precision ?? 6), 20)));
    default:
      return undefined;
  }
}

/** A number as Go's `%v` writes it: with an exponent where that is shorter. */
function shortest(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return literalText(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function pad(text: string, { flags, width }: Layout, letter: string): string {
  const wide = Math.min(Number(width ?? 0), MAX_WIDTH);
  if (flags.includes("-")) return text.padEnd(wide, " ");
  if (!flags.includes("0") || letter === "s" || letter === "v" || letter === "q")
    return text.padStart(wide, flags.includes("0") ? "0" : " ");
  const sign = /^[-+ ]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(wide - sign.length, "0");
}

function formatList([spec, ...args]: readonly Value[]): Value | undefined {
  const lists = args.map((arg) => (arg.kind === "list" ? closedList(arg) : null));
  if (lists.includes(undefined) || spec === undefined) return undefined;
  const lengths = new Set(lists.flatMap((list) => (list === null || list === undefined ? [] : [list.items.length])));
  if (lengths.size > 1) return failure("lists-of-one-format-have-different-lengths");
  const [length = 1] = lengths;
  const made = Array.from({ length }, (_, at) =>
    format([spec, ...args.map((arg, index) => lists[index]?.items[at] ?? arg)]),
  );
  return made.every((value) => value !== undefined) ? listOf(made) : undefined;
}

function join([separator, ...lists]: readonly Value[]): Value | undefined {
  if (separator === undefined || isNull(separator) || lists.some((list) => isNull(list) || list.kind === "scalar"))
    return failure("join-takes-a-text-and-lists");
  const closed = lists.map(closedList);
  if (separator.kind !== "scalar" || !closed.every((list): list is List => list !== undefined)) return undefined;
  const items = closed.flatMap((list) => list.items);
  return textOf(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
}

function split([separator, text]: readonly Value[]): Value | undefined {
  if (text === undefined || isNull(text) || text.kind === "list" || text.kind === "block")
    return failure("split-takes-a-text");
  if (separator?.kind !== "scalar" || text.kind !== "scalar") return undefined;
  const [by, whole] = [literalText(separator.value), literalText(text.value)];
  return listOf(
    (by === "" ? [...whole] : whole.split(by)).map((part) => scalar(part, text.sensitive || separator.sensitive)),
  );
}

function replace(text: string, from: string, to: string): string | undefined {
  // Between slashes stands a regular expression.
  if (from.length > 1 && from.startsWith("/") && from.endsWith("/")) return replaceMatches(text, from.slice(1, -1), to);
  if (from === "") return undefined;
  const parts = text.split(from);
  return text.length + parts.length * to.length > MAX_LENGTH ? undefined : parts.join(to);
}

function substring(text: string, from: number, length: number): string | Value {
  const letters = [...text];
  const start = from < 0 ? letters.length + from : from;
  if (!Number.isInteger(start)) return failure("a-text-has-no-such-place");
  if (start < 0 || start > letters.length) return "";
  return letters.slice(start, length < 0 ? undefined : start + length).join("");
}

function indent(text: string, spaces: number): string | undefined {
  return spaces > MAX_WIDTH ? undefined : text.replaceAll("\n", `\n${" ".repeat(spaces)}`);
}

function trimmed(text: string, letters: string): string {
  const cut = new Set(letters);
  const all = [...text];
  let [start, end] = [0, all.length];
  while (start < end && cut.has(all[start] ?? "")) start++;
  while (end > start && cut.has(all[end - 1] ?? "")) end--;
  return all.slice(start, end).join("");
}

/** What a pattern finds: a text, or a list or map of its groups. */
function regex(pattern: string, text: string): Value | undefined {
  const found = matchesOf(pattern, text);
  if (found === undefined) return undefined;
  return found[0] ?? failure("a-pattern-matches-nothing");
}

export const TEXT_FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["chomp", ofTexts((text = "") => text.replace(/[\r\n]+$/, ""))],
  ["endswith", ofTexts((text = "", suffix = "") => text.endsWith(suffix))],
  ["format", format],
  ["formatlist", formatList],
  ["indent", ofLiterals((spaces = 0, text = "") => indent(literalText(text), Number(spaces)))],
  ["join", join],
  ["lower", ofTexts((text = "") => text.toLowerCase())],
  ["regex", ofTexts((pattern = "", text = "") => regex(pattern, text))],
  [
    "regexall",
    ofTexts((pattern = "", text = "") => {
      const found = matchesOf(pattern, text);
      return found === undefined ? undefined : listOf(found);
    }),
  ],
  ["replace", ofTexts((text = "", from = "", to = "") => replace(text, from, to))],
  ["split", split],
  ["startswith", ofTexts((text = "", prefix = "") => text.startsWith(prefix))],
  ["strcontains", ofTexts((text = "", part = "") => text.includes(part))],
  ["strrev", ofTexts((text = "") => [...text].reverse().join(""))],
  [
    "substr",
    ofLiterals((text = "", from = 0, length = 0) => substring(literalText(text), Number(from), Number(length))),
  ],
  [
    "title",
    ofTexts((text = "") =>
      text.replace(
        /(^|[^\p{L}\p{N}_'])(\p{L})/gu,
        (_, before: string, letter: string) => before + letter.toUpperCase(),
      ),
    ),
  ],
  ["trim", ofTexts((text = "", letters = "") => trimmed(text, letters))],
  ["trimprefix", ofTexts((text = "", prefix = "") => (text.startsWith(prefix) ? text.slice(prefix.length) : text))],
  ["trimspace", ofTexts((text = "") => text.trim())],
  [
    "trimsuffix",
    ofTexts((text = "", suffix = "") => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)),
  ],
  ["upper", ofTexts((text = "") => text.toUpperCase())],
]);
