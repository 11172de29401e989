import { readdirSync } from "node:fs";
import { basename, dirname, posix, resolve } from "node:path";
import { isSavedPlan } from "../../connectivity/index";
import type { WorkspaceInput } from "../../plan-review/index";
import { collect, parseDocument } from "../check/input/document";
import { type Reading, readInput } from "../check/input/file";
import { planFilesIn } from "../check/input/folder";
import { pathKind } from "../check/input/path-kind";
import { Mistake } from "../mistake";

export interface PlanSources extends Reading {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly piped: boolean;
}

/** With slashes on Windows too: a review has the same names wherever it is made. */
const { join } = posix;

/** A plan's file, and the folder by which it may be named. */
interface PlanFile {
  readonly file: string;
  readonly folder: string;
}

/**
 * The plans that the command line names, each a workspace, in the order of their names.
 *
 * @throws Mistake with every file and folder that cannot be used.
 */
export async function readPlans(paths: readonly string[], sources: PlanSources): Promise<readonly WorkspaceInput[]> {
  const { cwd, planDir, piped } = sources;
  if (planDir !== null && pathKind(resolve(cwd, planDir)) !== "folder")
    throw new Mistake([`--plan-dir is ${planDir}: there is no such folder.`]);
  const problems: string[] = [];
  const files: PlanFile[] = [];
  const read: WorkspaceInput[] = [];
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      problems.push(...error.problems);
    }
  };
  for (const path of new Set(paths.length > 0 ? paths : [piped ? "-" : "."])) {
    await attempt(async () => {
      if (path === "-") read.push(await standardInput(sources));
      else files.push(...plansAt(path, cwd));
    });
  }
  for (const [name, { file }] of named(files)) {
    await attempt(async () => {
      read.push({ name, plan: await readInput(file, sources) });
    });
  }
  if (problems.length > 0) throw new Mistake(problems);
  return read;
}

function plansAt(path: string, cwd: string): readonly PlanFile[] {
  if (pathKind(resolve(cwd, path)) !== "folder") {
    if (pathKind(resolve(cwd, path)) === null)
      throw new Mistake([`${path}: there is no such file or folder. ${NO_PLAN}`]);
    return [{ file: path, folder: dirname(resolve(cwd, path)) }];
  }
  const at = (name: string) => resolve(cwd, name);
  for (const folders of [["."], ["cdktf.out/stacks", "stacks", "."]]) {
    const found = folders.flatMap((inner) => (folders.length === 1 ? [path] : foldersIn(join(path, inner), at)));
    const plans = [...new Set(found)].flatMap((folder) => {
      const [plan, ...others] = planFilesIn(folder, at);
      if (others.length > 0)
        throw new Mistake([`${folder} holds several plans (${[plan, ...others].join(", ")}): name the files.`]);
      return plan === undefined ? [] : [{ file: join(folder, plan), folder: at(folder) }];
    });
    if (plans.length > 0) return plans;
  }
  throw new Mistake([`${path} holds no plan, and no folder with one. ${NO_PLAN}`]);
}

const NO_PLAN =
  "Where planning fails Terraform may save none, and its log says why: name the workspace with --failed to have that said.";

function foldersIn(folder: string, at: (name: string) => string): readonly string[] {
  if (pathKind(at(folder)) !== "folder") return [];
  return readdirSync(at(folder))
    .sort()
    .map((name) => join(folder, name))
    .filter((name) => pathKind(at(name)) === "folder");
}

/** Workspaces by name: their folder's, else their file's, else as they were given, whichever tells them apart. */
function named(files: readonly PlanFile[]): readonly (readonly [string, PlanFile])[] {
  const namings: readonly ((plan: PlanFile) => string)[] = [
    ({ folder }) => basename(folder),
    ({ file }) => basename(file).replace(/\.(tfplan|plan)?(\.json)?$/, ""),
    ({ file }) => file,
  ];
  for (const naming of namings) {
    const names = files.map(naming);
    if (new Set(names).size === names.length)
      return files.map((plan, index) => [names[index] ?? "", plan] as const).sort(byName);
  }
  return files.map((plan) => [plan.file, plan] as const);
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

async function standardInput({ stdin, progress }: PlanSources): Promise<WorkspaceInput> {
  const name = "standard input";
  progress.say("reading standard input");
  const bytes = await collect(name, stdin);
  if (bytes.length === 0)
    throw new Mistake([`${name} is empty: expected what terraform show -json prints for a plan. ${NO_PLAN}`]);
  if (isSavedPlan(bytes)) throw new Mistake([`${name} is a saved plan: name its file instead.`]);
  return { name: "plan", plan: { name, json: parseDocument(name, bytes) } };
}
