import { reasons, rules } from "../../../connectivity/index";

/** What the documentation says about a code. */
export interface CodeEntry {
  /** A few words. */
  readonly title: string;
  /** AWS's own page. */
  readonly source: string;
  /** What a finding of it does to its mapping's verdict; null for the reason of a hop. */
  readonly effect: "fails" | "unknown" | "none" | null;
}

const ENTRIES: ReadonlyMap<string, CodeEntry> = new Map<string, CodeEntry>([
  ...Object.entries(reasons).map(([code, { title, source }]) => [code, { title, source, effect: null }] as const),
  ...Object.entries(rules).map(([code, { title, source, effect }]) => [code, { title, source, effect }] as const),
]);

/** The entry of a reason's or a rule's code. */
export function codeEntry(code: string | null): CodeEntry | undefined {
  return code === null ? undefined : ENTRIES.get(code);
}
