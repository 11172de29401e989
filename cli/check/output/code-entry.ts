import { RULES } from "../../../connectivity/mapping/findings/rules";
import { REASONS } from "../../../connectivity/network/reasons";

/** What the documentation says about a code. */
export interface CodeEntry {
  readonly title: string;
  /** AWS's own page. */
  readonly source: string;
}

const ENTRIES: ReadonlyMap<string, CodeEntry> = new Map(
  [...REASONS, ...RULES].map((entry) => [entry.code, entry] as const),
);

/** The entry of a reason's or a rule's code. */
export function codeEntry(code: string | null): CodeEntry | undefined {
  return code === null ? undefined : ENTRIES.get(code);
}
