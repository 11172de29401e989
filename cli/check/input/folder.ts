import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { posix } from "node:path";
import { HEAD_LENGTH, isSavedPlan } from "../../../connectivity/index";
import { Mistake } from "../../mistake";
import { pathKind } from "./path-kind";
import { holdsConfiguration, MOST_ENTRIES } from "./source-folder";

/** What to read, and the folder that stands for it in messages. */
export interface FolderInput {
  readonly workspace: string;
  /** Null: the folder's configuration, without a plan. */
  readonly file: string | null;
}

/** With slashes on Windows too, which takes both: a report has the same names wherever it is made. */
const { join } = posix;

const SYNTHESIZED = "cdk.tf.json";
const PLAN_JSON = /(^|[._-])(tf)?plan\.json$/i;

/**
 * What a folder holds to judge: the stacks of a CDKTF project, or a Terraform working folder's one plan, or its
 * configuration where there is no plan. Each is a workspace of its own.
 *
 * @param folder how the user named it
 * @param at turns such a name into a path
 * @throws Mistake when it holds none of these, or several plans.
 */
export function folderInputs(folder: string, at: (name: string) => string): FolderInput[] {
  // Terraform reads all of a folder: of one that holds more than what was synthesized, that alone is not the configuration.
  const stack = (name: string): FolderInput => {
    const isAlone = !holdsConfiguration(entries(at(name)).filter((file) => file !== SYNTHESIZED));
    return { workspace: name, file: isAlone ? join(name, SYNTHESIZED) : null };
  };
  if (pathKind(at(join(folder, SYNTHESIZED))) === "file") return [stack(folder)];

  for (const inner of ["cdktf.out/stacks", "stacks", "."]) {
    const stacks = entries(at(join(folder, inner)))
      .map((name) => join(folder, inner, name))
      .filter((name) => pathKind(at(join(name, SYNTHESIZED))) === "file");
    if (stacks.length > 0) return stacks.map(stack);
  }

  const names = entries(at(folder));
  const plans = planFilesIn(folder, at);
  const [plan, ...others] = plans;
  if (plan === undefined && holdsConfiguration(names) && !names.includes("cdktf.json"))
    return [{ workspace: folder, file: null }];
  if (plan === undefined) throw new Mistake([withoutPlan(folder, names)]);
  if (others.length > 0) {
    throw new Mistake([
      `${folder} holds several plans (${plans.join(", ")}): name the file to judge, such as ${join(folder, plan)}.`,
    ]);
  }
  return [{ workspace: folder, file: join(folder, plan) }];
}

/** The plans that lie in a folder, by file name: those that are saved, else those that `terraform show -json` printed. */
export function planFilesIn(folder: string, at: (name: string) => string): readonly string[] {
  const names = entries(at(folder));
  const saved = names.filter((name) => isSavedPlanFile(at(join(folder, name))));
  if (saved.length > 0) return saved;
  return names.filter((name) => PLAN_JSON.test(name) && pathKind(at(join(folder, name))) === "file");
}

function withoutPlan(folder: string, names: readonly string[]): string {
  if (names.includes("cdktf.json")) {
    return `${folder} is a CDKTF project that is not synthesized: run \`cdktf synth\` in it first.`;
  }
  return `${folder} holds nothing to judge: expected cdktf.out, a stack's ${SYNTHESIZED}, a saved plan, or Terraform configuration.`;
}

function entries(folder: string): string[] {
  try {
    const names = readdirSync(folder);
    if (names.length > MOST_ENTRIES)
      throw new Mistake([`${folder} holds more than ${MOST_ENTRIES} files: name the one to judge.`]);
    return names.sort();
  } catch (error) {
    if (error instanceof Mistake) throw error;
    // A folder that is not there holds nothing; one that may not be read is worth a message.
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw new Mistake([`${folder} cannot be read: ${(error as Error).message}.`]);
  }
}

function isSavedPlanFile(path: string): boolean {
  if (pathKind(path) !== "file") return false;
  const head = Buffer.alloc(HEAD_LENGTH);
  try {
    const file = openSync(path, "r");
    try {
      readSync(file, head, 0, HEAD_LENGTH, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return isSavedPlan(head);
}
