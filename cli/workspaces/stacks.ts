import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { HCP_HOST } from "../../hcp/api/index";
import { pathKind } from "../check/input/path-kind";
import { Mistake } from "../mistake";
import { cloudBlockIn, SYNTHESIZED, terraformBlockIn } from "../terraform/cloud-block";

/** The workspace that a stack was synthesized for. */
export interface StackWorkspace {
  readonly hostname: string;
  readonly organization: string;
  readonly name: string;
  readonly project: string | null;
}

/**
 * The workspaces of the stacks in some folders, in the order of their names.
 *
 * @throws Mistake with every folder that cannot be used, and where there is none
 */
export function readWorkspaces(folders: readonly string[], cwd: string): readonly StackWorkspace[] {
  const problems: string[] = [];
  const found = new Map<string, StackWorkspace>();
  for (const folder of folders) {
    const stacks = stacksIn(resolve(cwd, folder));
    if (stacks === undefined)
      problems.push(`${folder} is no folder: synthesize first (npm run synth), or name a stack's folder.`);
    else if (stacks.length === 0)
      problems.push(`${folder} holds no ${SYNTHESIZED}, and no folder with one: name a stack's folder.`);
    for (const stack of stacks ?? []) {
      try {
        const workspace = workspaceIn(stack);
        if (workspace !== undefined) found.set(workspace.name, workspace);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        problems.push(`${stack}/${SYNTHESIZED} cannot be read as JSON: synthesize again.`);
      }
    }
  }
  if (problems.length === 0 && found.size === 0) {
    problems.push(
      `no stack in ${folders.join(", ")} was synthesized for HCP Terraform: set stateBackend to cloud, and stateOrganization, and synthesize again.`,
    );
  }
  const all = [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const places = [...new Set(all.map(({ hostname, organization }) => `${organization} at ${hostname}`))];
  if (places.length > 1) {
    problems.push(`the stacks are of several organizations (${places.join(", ")}): name folders of one at a time.`);
  }
  if (problems.length > 0) throw new Mistake(problems);
  return all;
}

/** Folders of stacks at or below a folder; undefined where it is none. */
function stacksIn(folder: string): readonly string[] | undefined {
  if (pathKind(folder) !== "folder") return undefined;
  const inner = readdirSync(folder).map((name) => join(folder, name));
  return [folder, ...inner].filter((each) => pathKind(join(each, SYNTHESIZED)) === "file");
}

/** Undefined where the stack keeps its state elsewhere. @throws SyntaxError where it is no JSON */
function workspaceIn(stack: string): StackWorkspace | undefined {
  const {
    hostname = HCP_HOST,
    organization,
    workspace: name,
    project = null,
  } = cloudBlockIn(terraformBlockIn(stack)) ?? {};
  return organization === undefined || name === undefined ? undefined : { hostname, organization, name, project };
}
