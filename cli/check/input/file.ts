import { createReadStream, readFileSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import {
  type ConfigurationSource,
  HEAD_LENGTH,
  type Input,
  isSavedPlan,
  isStoredState,
  isZip,
  type SourceFile,
} from "../../../connectivity/index";
import { Mistake } from "../../mistake";
import type { Progress } from "../../progress";
import { savedConfiguration } from "../../terraform/saved-plan";
import { terraformShow } from "../../terraform/show";
import { collect, EXPECTED, LARGEST_DOCUMENT, parseDocument, tooLarge } from "./document";
import { folderConfiguration } from "./source-folder";
import { workingFolderOf } from "./working-folder";

/** How files are read. */
export interface Reading {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The initialised working folder for saved plans and stored states; null: the file's own folder. */
  readonly planDir: string | null;
  /** The folder of the configuration that plans in JSON were made from; null: the one beside them, where it fits. */
  readonly config: string | null;
  readonly progress: Progress;
}

/** Below this a file is read in no time, and nothing is said about it. */
const WORTH_SAYING = 20_000_000;

/**
 * Reads one file of any kind that `mqesm check` takes.
 *
 * @throws Mistake when it cannot be read, or is none of them.
 */
export async function readInput(name: string, reading: Reading): Promise<Input> {
  const path = resolve(reading.cwd, name);
  const bytes = await readBytes(name, path, reading.progress);
  const head = bytes.subarray(0, HEAD_LENGTH);
  if (isSavedPlan(head)) {
    const json = await show(name, path, reading);
    const source = savedConfiguration(name, bytes);
    return source === undefined ? { name, json } : { name, json, source };
  }
  if (isZip(head)) throw new Mistake([`${name} is a zip file but not a saved plan: expected ${EXPECTED}.`]);
  const json = parseDocument(name, bytes);
  if (isStoredState(json)) return { name, json: await show(name, path, reading) };
  return withConfiguration({ name, json }, reading, { folder: dirname(path), file: path });
}

/** What a plan was made from, where it lies. */
export interface Surrounding {
  readonly folder: string;
  /** The plan's file; undefined for standard input. */
  readonly file?: string;
}

/** A plan's JSON with the configuration that it was made from: the one that is named, else the one beside it, if it fits. */
export function withConfiguration(input: Input, { config, cwd }: Reading, { folder, file }: Surrounding): Input {
  if (!isPlan(input.json)) return input;
  if (config !== null) return { ...input, source: folderConfiguration(resolve(cwd, config), config) };
  const source = folderConfiguration(folder, folder);
  if (source.files(source.root) === undefined) return input;
  const made = timeOf(input.json) ?? (file === undefined ? undefined : statSync(file).mtimeMs);
  return made === undefined
    ? input
    : { ...input, source: unchangedSince(made, source, folder, relative(cwd, folder) || ".") };
}

function isPlan(json: unknown): json is object {
  return typeof json === "object" && json !== null && "format_version" in json && "configuration" in json;
}

/**
 * When the plan was made. Its file may have been copied or checked out since, and then tells nothing.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
function timeOf(plan: object): number | undefined {
  const time = "timestamp" in plan && typeof plan.timestamp === "string" ? Date.parse(plan.timestamp) : Number.NaN;
  // It is written in whole seconds.
  return Number.isNaN(time) ? undefined : time + 999;
}

/** A configuration as if folders were not there in which a file is younger than the plan: what they said then is not known. */
function unchangedSince(
  made: number,
  source: ConfigurationSource,
  path: string,
  guessedFrom: string,
): ConfigurationSource {
  return {
    ...source,
    guessedFrom,
    files: (folder) => {
      const files = source.files(folder);
      const isYounger = ({ name }: SourceFile) => statSync(resolve(path, folder, name)).mtimeMs > made;
      return files?.some(isYounger) ? undefined : files;
    },
  };
}

async function readBytes(name: string, path: string, progress: Progress): Promise<Buffer> {
  try {
    const stat = statSync(path);
    // A pipe or a device does not say how long it is, and may never end.
    if (!stat.isFile()) return await collect(name, createReadStream(path));
    if (stat.size > LARGEST_DOCUMENT) throw tooLarge(name, stat.size);
    if (stat.size > WORTH_SAYING) progress.say(`reading ${name}`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Mistake) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Mistake([
      code === "ENOENT" || code === "ENOTDIR"
        ? `${name}: there is no such file or folder.`
        : `${name} cannot be read: ${message}.`,
    ]);
  }
}

async function show(name: string, path: string, { cwd, env, planDir, progress }: Reading): Promise<unknown> {
  const folder = planDir === null ? workingFolderOf(path) : resolve(cwd, planDir);
  progress.say(`running terraform show -json for ${name}`);
  return parseDocument(
    `what terraform show -json prints for ${name}`,
    await terraformShow({ file: path, name, folder, env }),
  );
}
