import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { SourceFile } from "../../../connectivity";
import { stateOf } from "../../connectivity/examples/applied";
import { type Plan, planOf } from "../../connectivity/examples/plan";
import { provider } from "../../connectivity/examples/provider";
import type { AvailableTerraform } from "../../support/describe-terraform";
import { driftRoot, withEmulatedSecrets } from "./drift";
import { roots } from "./roots";
import { type Scenario, scenarios } from "./scenarios";

/** Plans as `terraform show -json` prints them, by scenario. */
export type Plans = Readonly<Record<string, unknown>>;

const FIXTURE = join(__dirname, "plans.json.br");

/** Plans every scenario with the real provider, offline: what exists already is a state that is made up from a plan of it. */
export async function planScenarios(terraform: AvailableTerraform, folder: string): Promise<Plans> {
  const run = (root: Root, name: string) => planRoot(root, terraform, mkdtempSync(join(folder, `${name}-`)));
  const entries = Object.entries(scenarios);
  const { stateOfFiles, noChange } = await applied(
    entries.flatMap(([, { before }]) => (before === undefined ? [] : [before])),
    run,
  );
  const states = entries.map(([name, { before, left }]) => {
    if (before === undefined) return [];
    const resources = inModule(`module.${name}`, stateOfFiles(before));
    if (left !== undefined) leave(resources, left);
    return resources;
  });
  const plan = (await run(
    rootOf(
      entries.map(([name, { after }]) => [name, after]),
      states.flat(),
    ),
    "after",
  )) as Plan;
  const own: Record<string, unknown> = {};
  for (const [each, root] of Object.entries(roots)) own[each] = await run(root, each);
  own.drift = await withEmulatedSecrets((url) => run(driftRoot(url), "drift"));
  return {
    ...Object.fromEntries(entries.map(([each]) => [each, planOf(plan, each)])),
    no_change: noChange,
    ...own,
  };
}

/** A resource in a state file. */
interface Held {
  module?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly instances: {
    readonly index_key?: string | number;
    attributes: Record<string, unknown>;
    status?: string;
    deposed?: string;
  }[];
}

type Run = (root: Root, name: string) => Promise<unknown>;

/**
 * The state of each configuration once it is applied, and a plan that then finds nothing to change. Those that several scenarios
 * start from are planned once.
 */
async function applied(befores: readonly (readonly SourceFile[])[], run: Run) {
  const texts = new Map(befores.map((files) => [JSON.stringify(files), files]));
  const modules = [...texts.values()].map((files, index): [string, readonly SourceFile[]] => [
    `before_${index}`,
    files,
  ]);
  const first = (await run(rootOf(modules, []), "before")) as Plan;
  const state = JSON.stringify(stateOf(modules.map(([module]) => ({ module, plan: planOf(first, module) }))));
  // Of the Region of the provider.
  const { resources } = JSON.parse(state.replaceAll("us-east-1", REGION)) as { resources: Held[] };
  // What Terraform computes from what was made up, such as policies, is what it would change next.
  const next = () => run(rootOf(modules, resources), "next") as Promise<Plan>;
  let plan = await next();
  for (let round = 0; round < 2 && changesOf(plan).length > 0; round++) {
    settle(resources, plan);
    plan = await next();
  }
  const left = new Set(changesOf(plan).map(({ type, name }) => `${type}.${name}`));
  if (left.size > 0) throw new Error(`What is applied still changes: ${[...left].join(", ")}.`);
  const names = new Map(modules.map(([name, files]) => [JSON.stringify(files), `module.${name}`]));
  return {
    stateOfFiles: (files: readonly SourceFile[]) =>
      resources.filter(({ module }) => module === names.get(JSON.stringify(files))),
    noChange: JSON.parse(JSON.stringify(planOf(plan, "before_0")).replaceAll("before_0", "no_change")) as unknown,
  };
}

function changesOf(plan: Plan): readonly Entry[] {
  const entries = plan.resource_changes as unknown as readonly Entry[];
  return entries.filter(({ change }) => !change.actions.includes("no-op"));
}

function settle(resources: readonly Held[], plan: Plan): void {
  const keyOf = (parts: readonly unknown[]) => JSON.stringify(parts);
  const held = new Map(
    resources.flatMap(({ module, mode, type, name, instances }) =>
      instances.map((instance) => [keyOf([module, mode, type, name, instance.index_key]), instance] as const),
    ),
  );
  for (const { module_address: module, mode, type, name, index, change } of changesOf(plan)) {
    const instance = held.get(keyOf([module, mode, type, name, index]));
    const { after, after_unknown: unknown } = change;
    if (instance === undefined || after === null) continue;
    for (const [argument, value] of Object.entries(after))
      if (!holdsTrue(unknown[argument])) instance.attributes[argument] = value;
    if (unknown.tags_all === true) instance.attributes.tags_all = {};
  }
}

interface Entry {
  readonly module_address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly change: {
    readonly actions: readonly string[];
    readonly after: Record<string, unknown> | null;
    readonly after_unknown: Record<string, unknown>;
  };
}

function holdsTrue(mask: unknown): boolean {
  return typeof mask === "object" && mask !== null ? Object.values(mask).some(holdsTrue) : mask === true;
}

function inModule(module: string, resources: readonly Held[]): Held[] {
  return structuredClone(resources).map((resource) => ({ ...resource, module }));
}

function leave(resources: readonly Held[], { address, as }: NonNullable<Scenario["left"]>): void {
  const resource = resources.find(({ type, name }) => `${type}.${name}` === address);
  const [instance] = resource?.instances ?? [];
  if (resource === undefined || instance === undefined) throw new Error(`There is no ${address}.`);
  if (as === "tainted") instance.status = "tainted";
  else resource.instances.push({ ...instance, deposed: "0a1b2c3d" });
}

const VERSIONS =
  'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "5.100.0"\n    }\n  }\n}\n';

/** A root module of which each of these is a module. */
function rootOf(modules: readonly (readonly [string, readonly SourceFile[]])[], resources: readonly Held[]): Root {
  const calls = modules.map(([name]) => `module "${name}" {\n  source = "./${name}"\n}\n`);
  const files = modules.flatMap(([name, each]) => each.map((file) => [`${name}/${file.name}`, file.text] as const));
  return {
    files: { "main.tf": [VERSIONS, provider(REGION), ...calls].join("\n"), ...Object.fromEntries(files) },
    state: { version: 4, terraform_version: "1.11.4", serial: 1, lineage: LINEAGE, outputs: {}, resources },
  };
}

export const REGION = "eu-west-1";

const LINEAGE = "00000000-0000-0000-0000-000000000000";

/** A root module of its own. */
export interface Root {
  readonly files: Readonly<Record<string, string>>;
  readonly state?: object;
  /** What is in state was made up, and there is nothing to refresh it from, but where something answers. @default false */
  readonly refresh?: boolean;
}

/** @throws Error with what Terraform says, where it fails. */
export async function planRoot(
  { files, state, refresh = false }: Root,
  { binary, env }: AvailableTerraform,
  folder: string,
): Promise<unknown> {
  const terraform = (...args: readonly string[]) =>
    promisify(execFile)(binary, args, { cwd: folder, env, maxBuffer: 500_000_000 });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  if (state !== undefined) writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(state));
  await terraform("init", "-no-color");
  await terraform("plan", "-no-color", `-refresh=${refresh}`, "-lock=false", "-out=plan.tfplan");
  const { stdout } = await terraform("show", "-json", "plan.tfplan");
  return JSON.parse(stdout);
}

/** What `npm run plan-scenarios` wrote last. */
export function readPlans(): Plans {
  return JSON.parse(brotliDecompressSync(readFileSync(FIXTURE)).toString());
}

export function writePlans(plans: Plans): void {
  // The plans are alike: a window over all of them makes little of the whole.
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  writeFileSync(FIXTURE, brotliCompressSync(JSON.stringify(plans), { params }));
}
