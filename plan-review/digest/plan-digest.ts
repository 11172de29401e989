import { createHash } from "node:crypto";

/** What a plan was made of, in hashes: two that are equal are of the same plan, made from the same files. No value of the plan is in it. */
export interface PlanDigest {
  readonly format: 1;
  /** Over the plan, the files and Terraform's version: what a reviewer sees, and an apply is held to. */
  readonly digest: string;
  /** SHA-256 of the saved plan's bytes, which hold the state that it was made of. */
  readonly plan: string;
  /** SHA-256 of every file of the stack's folder by its path there: what it configures, functions' code, the lock file. */
  readonly files: Readonly<Record<string, string>>;
  /** The version that made the plan. */
  readonly terraform: string;
  /** The state that the plan was made of. */
  readonly state: StateMark;
  /** Says whether another plan means the same, and nothing else: see `meaning.ts`. */
  readonly meaning: string;
}

/** What tells one state from the next. Terraform compares both before it applies a saved plan. */
export interface StateMark {
  /** The same for all states of one deployment; empty where there was none yet. */
  readonly lineage: string;
  /** One more with each change. */
  readonly serial: number;
}

/** SHA-256, in hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** @param parts all of the digest but what is computed from it */
export function planDigest(parts: Omit<PlanDigest, "format" | "digest">): PlanDigest {
  const files = Object.fromEntries(Object.entries(parts.files).sort(([left], [right]) => (left < right ? -1 : 1)));
  const { plan, terraform, state, meaning } = parts;
  return {
    format: 1,
    digest: sha256(JSON.stringify([plan, Object.entries(files), terraform])),
    plan,
    files,
    terraform,
    state,
    meaning,
  };
}

/**
 * A digest as it was written.
 *
 * @returns undefined where it is none, or where its parts do not make the digest that it says
 */
export function parsePlanDigest(json: unknown): PlanDigest | undefined {
  if (!isRecord(json) || json.format !== 1) return undefined;
  const { plan, files, terraform, state, meaning, digest } = json;
  if (![plan, terraform, meaning, digest].every((value) => typeof value === "string")) return undefined;
  if (!isRecord(files) || !Object.values(files).every((hash) => typeof hash === "string")) return undefined;
  if (!isRecord(state) || typeof state.lineage !== "string" || typeof state.serial !== "number") return undefined;
  const read = planDigest(json as unknown as PlanDigest);
  return read.digest === digest ? read : undefined;
}

/** An object in JSON, and no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
