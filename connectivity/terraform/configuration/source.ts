import type { Body } from "../hcl/body";
import { type ModuleSource, moduleOf, type SourceFile, type SourceProblem } from "./module-source";

/** A configuration as it is written. Files are read when they are asked for. */
export interface ConfigurationSource {
  /** The folder of the root module. */
  readonly root: string;
  /** Folders of modules, by the path of their calls, such as `network.subnets`: what `.terraform/modules/modules.json` says. */
  readonly installed: ReadonlyMap<string, string>;
  /** Set where nobody said that a plan was made from it: it is used if it has what the plan's configuration has. */
  readonly isGuess?: true;
  /** The files in a folder; undefined where it is not at hand. */
  files(folder: string): readonly SourceFile[] | undefined;
  /** Values of the root module's variables, the weakest first. */
  readonly variables?: readonly GivenVariables[];
  /** The text of another file, for `file()` and its like; undefined where it is not at hand. */
  read?(path: string): string | undefined;
}

/** Values that the user gives: a file of them, or a text for each of some. */
export type GivenVariables =
  | { readonly kind: "file"; readonly file: SourceFile }
  | { readonly kind: "text"; readonly name: string; readonly text: string };

/** The modules of a configuration, each read once. */
export class ModuleSources {
  readonly problems: SourceProblem[] = [];
  /** Paths of calls whose module is not at hand. */
  readonly absent = new Set<string>();
  readonly #read = new Map<string, ModuleSource | undefined>();

  constructor(readonly source: ConfigurationSource) {}

  /** The folder that a call means. */
  folderOf(path: string, call: Body | undefined, caller: string): string | undefined {
    if (path === "") return this.source.root;
    const installed = this.source.installed.get(path);
    if (installed !== undefined) return installed;
    const written = call?.attributes.get("source");
    const local = written?.kind === "literal" ? /^\.\.?(\/.*)?$/.exec(String(written.value))?.[0] : undefined;
    return local === undefined ? undefined : joined(caller, local);
  }

  in(folder: string | undefined, path: string): ModuleSource | undefined {
    const key = folder ?? `module ${path}`;
    if (!this.#read.has(key)) {
      const files = folder === undefined ? undefined : this.source.files(folder);
      const problems: SourceProblem[] = [];
      this.#read.set(key, files === undefined ? undefined : moduleOf(files, problems));
      for (const problem of problems)
        this.problems.push({ ...problem, file: folder === "." ? problem.file : `${folder}/${problem.file}` });
    }
    const found = this.#read.get(key);
    if (found === undefined) this.absent.add(path);
    return found;
  }
}

/** A path from a folder, with `..` taken away where it can be. */
export function joined(folder: string, path: string): string {
  const steps: string[] = [];
  const isAbsolute = folder.startsWith("/");
  for (const step of `${folder}/${path}`.split("/")) {
    if (step === "" || step === ".") continue;
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else steps.push(step);
  }
  return `${isAbsolute ? "/" : ""}${steps.join("/")}` || ".";
}
