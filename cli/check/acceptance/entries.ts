import { reasons, rules } from "../../../connectivity/index";
import { Mistake } from "../../mistake";
import type { Accepted } from "./acceptance";

/** A fact that a repository asserts. */
export interface Assumed {
  /** As `--assume` takes it. */
  readonly fact: string;
  readonly reason: string;
  /** Its last day; null: without end. */
  readonly until: string | null;
}

/** What the file holds. */
export interface Entries {
  readonly assume: readonly Assumed[];
  readonly accept: readonly Accepted[];
}

const CODES = new Set<string>([...Object.keys(reasons), ...Object.keys(rules)]);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Fields of an entry of each list: the first is what it is about, and it has to have it. */
const FIELDS = { assume: ["fact", "reason", "until"], accept: ["code", "reason", "until", "mapping"] } as const;

/**
 * The entries of a file of assumptions and accepted codes.
 *
 * @throws Mistake with everything that is wrong with it.
 */
export function readEntries(name: string, json: unknown): Entries {
  const problems: string[] = [];
  const complain = (where: string, what: string) => problems.push(`${name}: ${where} ${what}.`);
  const fields = isRecord(json) ? json : {};
  if (!isRecord(json)) complain("the file", 'is no object: expected {"assume": [...], "accept": [...]}');
  for (const key of Object.keys(fields).filter((key) => !(key in FIELDS))) {
    complain(JSON.stringify(key), "is not known: expected assume and accept");
  }
  const listOf = (list: keyof typeof FIELDS): Record<string, string>[] => {
    const value = fields[list] ?? [];
    if (Array.isArray(value)) return value.flatMap((entry, index) => entryOf(entry, `${list}[${index}]`, list));
    complain(list, `is ${JSON.stringify(value)}: expected a list`);
    return [];
  };
  const entryOf = (entry: unknown, where: string, list: keyof typeof FIELDS): Record<string, string>[] => {
    const known: readonly string[] = FIELDS[list];
    if (!isRecord(entry)) {
      complain(where, `is ${JSON.stringify(entry)}: expected an object with ${known[0]} and reason`);
      return [];
    }
    for (const key of Object.keys(entry).filter((key) => !known.includes(key))) {
      complain(`${where}.${key}`, `is not known: expected ${known.join(", ")}`);
    }
    for (const key of known) {
      const value = entry[key];
      const isNeeded = key === known[0] || key === "reason";
      if (value === undefined && !isNeeded) continue;
      if (typeof value !== "string" || value.trim() === "") {
        complain(`${where}.${key}`, `is ${value === undefined ? "missing" : JSON.stringify(value)}: expected a text`);
      } else if (key === "until" && !isDay(value)) {
        complain(`${where}.until`, `is ${JSON.stringify(value)}: expected a day such as "2027-06-30"`);
      } else if (key === "code" && !CODES.has(value)) {
        complain(`${where}.code`, `is ${JSON.stringify(value)}: expected a code of docs/codes.md`);
      }
    }
    return [entry as Record<string, string>];
  };
  const assume = listOf("assume").map(({ fact = "", reason = "", until = null }) => ({ fact, reason, until }));
  const accept = listOf("accept").map(({ code = "", mapping = null, reason = "", until = null }) => ({
    code,
    mapping,
    reason,
    until,
  }));
  if (problems.length > 0) throw new Mistake(problems);
  return { assume, accept };
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
