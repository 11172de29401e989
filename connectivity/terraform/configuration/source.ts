import type { Body } from "../hcl/body";
import type { ConfigurationSource } from "../model/input";
import { type ModuleSource, moduleOf, type SourceProblem } from "./module-source";

/** The modules of a configuration, each read once. */
export class ModuleSources {
  readonly problems: SourceProblem[] = [];
  /** Modules in modules went on for longer than is followed. */
  isEndless = false;
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
