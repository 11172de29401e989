import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const FOLDER = join(__dirname, "../../../.github/workflows");

export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export type Permissions = Readonly<Record<string, "read" | "write">>;

export interface WorkflowJobFile {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Permissions;
  readonly environment?: string;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

export interface WorkflowFile {
  readonly name: string;
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, WorkflowJobFile>>;
}

/** All workflows of the repository, by the names of their files. */
export const workflows: Readonly<Record<string, WorkflowFile>> = Object.fromEntries(
  readdirSync(FOLDER).map((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    return [name, { text, ...parse(text) }];
  }),
);

/** Those that know pull requests of AWS, and their jobs, by file and name. */
export const pipeline = ["plan.yml", "deploy.yml", "drift.yml"] as const;

export function jobsOf(names: readonly string[]): (readonly [string, WorkflowJobFile])[] {
  return names.flatMap((name) =>
    Object.entries(workflows[name]?.jobs ?? {}).map(([job, content]) => [`${name} ${job}`, content] as const),
  );
}
