import { readFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { field, isObject, type JsonObject } from "../../connectivity/index";
import { pathKind } from "../check/input/path-kind";
import { Mistake } from "../mistake";
import type { Surroundings } from "../surroundings";
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

const SYNTHESIZED = "cdk.tf.json";
const DEFAULT_HOST = "app.terraform.io";

/** @throws Mistake with everything that is missing or contradicts itself */
export function findTarget(given: UploadArguments, { cwd, env }: Surroundings): Target {
  const folder = folderOf(given.target, cwd);
  const terraform = terraformBlock(folder, relative(cwd, folder) || ".");
  const cloud = objectIn(terraform, "cloud");
  const problems = backendProblems(terraform, cloud);
  const place = (name: keyof typeof SOURCES): string | undefined => {
    const { option, variable, written } = SOURCES[name];
    const block = written(cloud);
    const chosen = given[option] ?? (env[variable] || undefined);
    if (block === undefined) return chosen;
    const other = given[option] !== null && given[option] !== block ? given[option] : undefined;
    if (other !== undefined)
      problems.push(
        `--${option} is ${JSON.stringify(other)}, and the stack was synthesized for ${block}: leave it out.`,
      );
    return block;
  };
  const hostname = place("hostname") ?? DEFAULT_HOST;
  const organization = place("organization");
  const workspace = place("workspace");
  const said = env[SOURCES.workspace.variable];
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

/** Where the name of each part of the place is said. */
const SOURCES = {
  hostname: {
    option: "hostname",
    variable: "TF_CLOUD_HOSTNAME",
    written: (cloud: JsonObject) => textIn(cloud, "hostname"),
  },
  organization: {
    option: "organization",
    variable: "TF_CLOUD_ORGANIZATION",
    written: (cloud: JsonObject) => textIn(cloud, "organization"),
  },
  workspace: {
    option: "workspace",
    variable: "TF_WORKSPACE",
    written: (cloud: JsonObject) => textIn(objectIn(cloud, "workspaces"), "name"),
  },
} as const;

function missing(name: "organization" | "workspace"): string {
  return `no ${name} is known: set stateBackend to cloud, and stateOrganization, and synthesize again; or give --${name}, or ${SOURCES[name].variable}.`;
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

/** What the synthesized stack says of Terraform itself; nothing where the folder was written by hand. */
function terraformBlock(folder: string, name: string): JsonObject {
  const file = join(folder, SYNTHESIZED);
  if (pathKind(file) !== "file") return {};
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isObject(json) ? objectIn(json, "terraform") : {};
  } catch {
    throw new Mistake([`${join(name, SYNTHESIZED)} cannot be read as JSON: synthesize again.`]);
  }
}

/** HCP Terraform would begin with an empty state, and make everything a second time. */
function backendProblems(terraform: JsonObject, cloud: JsonObject): string[] {
  const [backend] = Object.keys(objectIn(terraform, "backend"));
  if (backend === undefined || backend === "remote" || Object.keys(cloud).length > 0) return [];
  return [
    `the stack keeps its state in the backend ${backend}, and a run of HCP Terraform would begin with another, empty one: set stateBackend to cloud, and stateOrganization, and synthesize again. npm run move-state takes along what is deployed.`,
  ];
}

/** Terraform's JSON syntax allows a block to stand in a list. */
function objectIn(json: JsonObject, name: string): JsonObject {
  const [block] = [field(json, name)].flat();
  return isObject(block) ? block : {};
}

function textIn(json: JsonObject, name: string): string | undefined {
  const text = field(json, name);
  return typeof text === "string" && text !== "" ? text : undefined;
}
