import { basename, join, relative, resolve } from "node:path";
import { field, type JsonObject } from "../../connectivity/index";
import { HCP_HOST } from "../../hcp/api/index";
import { pathKind } from "../check/input/path-kind";
import { Mistake } from "../mistake";
import type { Surroundings } from "../surroundings";
import { blockIn, type CloudBlock, cloudBlockIn, SYNTHESIZED, terraformBlockIn } from "../terraform/cloud-block";
import type { UploadArguments } from "./arguments";

/** What is uploaded, and where. */
export interface Target {
  /** Absolute. */
  readonly folder: string;
  /** How people call it: the option's id. */
  readonly name: string;
  readonly hostname: string;
  readonly organization: string;
  readonly workspace: string;
  /** The constraint on Terraform's version; undefined where there is none. */
  readonly terraform: string | undefined;
}

/** @throws Mistake with everything that is missing or contradicts itself */
export function findTarget(given: UploadArguments, { cwd, env }: Surroundings): Target {
  const folder = folderOf(given.target, cwd);
  const terraform = terraformBlock(folder, relative(cwd, folder) || ".");
  const cloud = cloudBlockIn(terraform);
  const problems = backendProblems(terraform, cloud);
  const place = (name: keyof typeof VARIABLES): string | undefined => {
    const block = cloud?.[name];
    const chosen = given[name] ?? (env[VARIABLES[name]] || undefined);
    if (block === undefined) return chosen;
    const other = given[name] !== null && given[name] !== block ? given[name] : undefined;
    if (other !== undefined)
      problems.push(`--${name} is ${JSON.stringify(other)}, and the stack was synthesized for ${block}: leave it out.`);
    return block;
  };
  const hostname = place("hostname") ?? HCP_HOST;
  const organization = place("organization");
  const workspace = place("workspace");
  const said = env[VARIABLES.workspace];
  // Terraform refuses it too.
  if (said && workspace !== undefined && said !== workspace && given.workspace === null) {
    problems.push(`TF_WORKSPACE is ${JSON.stringify(said)}, and the stack was synthesized for ${workspace}: unset it.`);
  }
  if (organization === undefined) problems.push(missing("organization"));
  if (workspace === undefined) problems.push(missing("workspace"));
  if (problems.length > 0 || organization === undefined || workspace === undefined) throw new Mistake(problems);
  const constraint = field(terraform, "required_version");
  return {
    folder,
    name: basename(folder),
    hostname,
    organization,
    workspace,
    terraform: typeof constraint === "string" ? constraint : undefined,
  };
}

/** What names each part of the place where neither the block nor an option does. */
const VARIABLES = {
  hostname: "TF_CLOUD_HOSTNAME",
  organization: "TF_CLOUD_ORGANIZATION",
  workspace: "TF_WORKSPACE",
} as const;

function missing(name: "organization" | "workspace"): string {
  return `no ${name} is known: set stateBackend to cloud, and stateOrganization, and synthesize again; or give --${name}, or ${VARIABLES[name]}.`;
}

/** @throws Mistake where there is no such folder, or nothing in it */
function folderOf(target: string, cwd: string): string {
  const folders = [resolve(cwd, "cdktf.out/stacks", target), resolve(cwd, target)];
  const folder = folders.find((each) => pathKind(each) === "folder");
  if (folder !== undefined) return folder;
  throw new Mistake([
    `${target} is neither a stack in cdktf.out/stacks nor a folder: synthesize it first (npm run synth, or cdktf synth), and run this in the project's folder.`,
  ]);
}

/** @throws Mistake where what was synthesized cannot be read */
function terraformBlock(folder: string, name: string): JsonObject {
  try {
    return terraformBlockIn(folder);
  } catch {
    throw new Mistake([`${join(name, SYNTHESIZED)} cannot be read as JSON: synthesize again.`]);
  }
}

/** HCP Terraform would begin with an empty state, and make everything a second time. */
function backendProblems(terraform: JsonObject, cloud: CloudBlock | undefined): string[] {
  const [backend] = Object.keys(blockIn(terraform, "backend"));
  if (backend === undefined || backend === "remote" || cloud !== undefined) return [];
  return [
    `the stack keeps its state in the backend ${backend}, and a run of HCP Terraform would begin with another, empty one: set stateBackend to cloud, and stateOrganization, and synthesize again. npm run move-state takes along what is deployed.`,
  ];
}
