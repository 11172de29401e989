/** A thing that is not as it is wanted. */
export interface Change {
  readonly kind: "project" | "workspace" | "variable" | "run task" | "run task of the workspace";
  /** Its name; of what is in a workspace, after the workspace's. */
  readonly name: string;
  /** Whether there is none yet. */
  readonly isNew: boolean;
  readonly differences: readonly Difference[];
  /** Makes it so. @throws HcpError */
  readonly make: () => Promise<void>;
}

/** One of its attributes, in words. */
export interface Difference {
  readonly attribute: string;
  readonly wanted: string;
  /** Null: it is not there. */
  readonly found: string | null;
}

/** What a comparison found. */
export interface Comparison {
  /** In the order in which they have to be made. */
  readonly changes: readonly Change[];
  /** What is as wanted, by name. */
  readonly asWanted: readonly string[];
  /** What was seen and is left alone, or could not be compared. */
  readonly notes: readonly string[];
}

/** The id of something that may have to be made first. */
export class Id {
  constructor(private value?: string) {}

  set(value: string): void {
    this.value = value;
  }

  get known(): string | undefined {
    return this.value;
  }

  /** @throws Error where it is asked for before it is made */
  get(): string {
    if (this.value === undefined) throw new Error("What has to be made first has not been made.");
    return this.value;
  }
}

/** Attributes that differ. Found is undefined where there is none. */
export function differencesOf(
  wanted: Readonly<Record<string, unknown>>,
  found: object | undefined,
): readonly Difference[] {
  const there = new Map(Object.entries(found ?? {}));
  return Object.entries(wanted)
    .map(([attribute, value]) => ({
      attribute,
      wanted: inWords(value),
      found: found === undefined ? null : inWords(there.get(attribute)),
    }))
    .filter(({ wanted, found }) => wanted !== found);
}

/** Nothing and the empty text are the same to HCP Terraform. */
function inWords(value: unknown): string {
  if (value === undefined || value === null || value === "") return "(empty)";
  return Array.isArray(value) ? [...value].sort().join(", ") : String(value);
}
