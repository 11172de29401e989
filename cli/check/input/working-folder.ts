import { basename, dirname, join } from "node:path";
import { pathKind } from "./path-kind";

/**
 * The initialised folder that a saved plan or a stored state belongs to. Terraform leaves both in the folder where it works;
 * the states of a CDKTF project's local backend lie elsewhere in the project, under the name of their stack.
 *
 * @see https://developer.hashicorp.com/terraform/cdktf/concepts/remote-backends
 */
export function workingFolderOf(path: string): string {
  const stack = /^(?:terraform\.)?(.+)\.tfstate$/.exec(basename(path))?.[1];
  if (stack === undefined) return dirname(path);
  for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder)) {
    const candidate = join(folder, "cdktf.out/stacks", stack);
    if (pathKind(candidate) === "folder") return candidate;
  }
  return dirname(path);
}
