import { reasons, rules } from "../../../connectivity/index";

/** What the documentation says about a code. */
export interface CodeEntry {
  /** A few words. */
  readonly title: string;
  /** AWS's own page. */
  readonly source: string;
}

const ENTRIES: ReadonlyMap<string, CodeEntry> = new Map<string, CodeEntry>([
  ...Object.entries(reasons),
  ...Object.entries(rules),
]);

/** The entry of a reason's or a rule's code. */
export function codeEntry(code: string | null): CodeEntry | undefined {
  return code === null ? undefined : ENTRIES.get(code);
}
