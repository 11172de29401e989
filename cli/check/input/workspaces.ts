import { resolve } from "node:path";
import { type Input, isSavedPlan, isStoredState } from "../../../connectivity/index";
import { Mistake } from "../../mistake";
import { collect, EXPECTED, parseDocument } from "./document";
import { type Reading, readInput, withConfiguration } from "./file";
import { folderInputs } from "./folder";
import { pathKind } from "./path-kind";
import { folderConfiguration, type VariableOptions } from "./source-folder";

/** What is judged as one picture. */
export interface Workspace {
  /** How the user knows it: a folder, or the names of files. */
  readonly name: string;
  readonly inputs: readonly Input[];
}

export interface Sources extends Reading {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly piped: boolean;
  /** Values of variables, for folders that are judged without a plan. */
  readonly variables: VariableOptions["given"];
}

/**
 * Reads everything that the command line names. Named files are one picture; each CDKTF stack and each Terraform
 * folder is a picture of its own, together with the named files.
 *
 * @throws Mistake with every file and folder that cannot be used.
 */
export async function readWorkspaces(paths: readonly string[], sources: Sources): Promise<Workspace[]> {
  const { planDir, cwd } = sources;
  if (planDir !== null && pathKind(resolve(cwd, planDir)) !== "folder") {
    throw new Mistake([`--plan-dir is ${planDir}: there is no such folder.`]);
  }
  if (sources.config !== null && pathKind(resolve(cwd, sources.config)) !== "folder") {
    throw new Mistake([`--config is ${sources.config}: there is no such folder.`]);
  }
  const named = new Set(paths.length > 0 ? paths : [sources.piped ? "-" : "."]);
  const problems: string[] = [];
  const attempt = async <T>(read: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };

  const files: Input[] = [];
  const folders: Workspace[] = [];
  for (const name of named) {
    if (name !== "-" && pathKind(resolve(cwd, name)) === "folder") {
      for (const { workspace, file } of (await attempt(() => folderInputs(name, at(sources)))) ?? []) {
        const input = await attempt(() => (file === null ? readFolder(workspace, sources) : readInput(file, sources)));
        if (input !== undefined) folders.push({ name: workspace, inputs: [input] });
      }
    } else {
      const input = await attempt(() => (name === "-" ? readStandardInput(sources) : readInput(name, sources)));
      if (input !== undefined) files.push(input);
    }
  }
  if (problems.length > 0) throw new Mistake(problems);
  if (folders.length === 0) return [{ name: files.map(({ name }) => name).join(", "), inputs: files }];
  return folders.map(({ name, inputs }) => ({ name, inputs: [...inputs, ...files] }));
}

/** A configuration by itself. */
function readFolder(name: string, { cwd, env, variables: given }: Sources): Input {
  const variables = { given, env, at: (file: string) => resolve(cwd, file) };
  return { name, source: folderConfiguration(resolve(cwd, name), name, variables) };
}

function at({ cwd }: Sources): (name: string) => string {
  return (name) => resolve(cwd, name);
}

async function readStandardInput(sources: Sources): Promise<Input> {
  const { stdin, progress, cwd } = sources;
  const name = "standard input";
  progress.say("reading standard input");
  const bytes = await collect(name, stdin);
  if (bytes.length === 0) {
    throw new Mistake([`${name} is empty: expected ${EXPECTED}. To check a folder, name it: mqesm check .`]);
  }
  if (isSavedPlan(bytes)) throw new Mistake([`${name} is a saved plan: name its file instead.`]);
  const json = parseDocument(name, bytes);
  if (isStoredState(json)) {
    throw new Mistake([`${name} is a terraform.tfstate: name its file, or give what \`terraform show -json\` prints.`]);
  }
  return withConfiguration({ name, json }, sources, { folder: cwd });
}
