import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { SourceFile } from "../../../connectivity";
import type { AvailableTerraform } from "../../support/describe-terraform";
import { stateOf } from "./applied";
import { baseFiles } from "./completion";
import { examples } from "./examples";
import { provider } from "./provider";

/** Texts of files, by name. */
type Files = Readonly<Record<string, string>>;

/** One plan of all examples and twins, a module each, with the configuration that it was made from. */
export interface PlannedExamples {
  readonly configuration: Files;
  readonly plan: Plan;
}

/** A plan as `terraform show -json` prints it: what tells the modules apart. */
export interface Plan {
  readonly planned_values: {
    readonly root_module: { readonly child_modules: readonly { readonly address: string }[] };
  };
  readonly prior_state?: { readonly values: Plan["planned_values"] };
  readonly resource_changes: readonly { readonly address: string }[];
  readonly resource_drift?: readonly { readonly address: string }[];
  readonly relevant_attributes?: readonly { readonly resource: string }[];
  readonly configuration: { readonly root_module: { readonly module_calls: Readonly<Record<string, unknown>> } };
}

const FIXTURE = join(__dirname, "plan.json.br");
const VERSIONS = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
`;

/** The modules that are planned together, by name. */
export function modules(): ReadonlyMap<string, readonly SourceFile[]> {
  const planned = examples.filter(({ completion }) => completion.unplanned === undefined);
  return new Map([
    ["base_endpoints", baseFiles("endpoints")],
    ["base_nat", baseFiles("nat")],
    ...planned.flatMap(({ module, files, twin }): [string, readonly SourceFile[]][] => [
      [module, files],
      ...(twin.isBase ? [] : [[twin.module, twin.files] satisfies [string, readonly SourceFile[]]]),
    ]),
  ]);
}

/** The modules whose example changes what exists, as they were applied before. */
function appliedModules(): ReadonlyMap<string, readonly SourceFile[]> {
  const updates = examples.filter(({ completion }) => completion.before !== undefined);
  return new Map(updates.flatMap(({ module, twin }) => [module, twin.module].map((name) => [name, twin.files])));
}

/** The root module, and one for each example. */
export function configuration(): Files {
  return rootOf(modules());
}

/** Plans all examples with the real provider; those that change what exists, against a state of it. */
export function planExamples({ binary, env }: AvailableTerraform, folder: string): PlannedExamples {
  const terraform = (...args: readonly string[]) =>
    execFileSync(binary, args, { cwd: folder, env, maxBuffer: 500_000_000, stdio: ["ignore", "pipe", "pipe"] });
  const planned = (files: Files): Plan => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    terraform("init", "-no-color");
    // What is in state was made up: there is nothing to refresh it from.
    terraform("plan", "-no-color", "-refresh=false", "-lock=false", "-out=plan.tfplan");
    const plan = JSON.parse(terraform("show", "-json", "plan.tfplan").toString());
    for (const name of Object.keys(files)) rmSync(join(folder, name));
    return plan;
  };
  const applied = appliedModules();
  const first = planned(rootOf(applied));
  const state = stateOf([...applied.keys()].map((module) => ({ module, plan: planOf(first, module) })));
  writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(state));
  const files = configuration();
  return { configuration: files, plan: planned(files) };
}

function rootOf(all: ReadonlyMap<string, readonly SourceFile[]>): Files {
  const calls = [...all.keys()].map((name) => `module "${name}" {\n  source = "./${name}"\n}\n`);
  const files = [...all].flatMap(([name, each]) => each.map((file) => [`${name}/${file.name}`, file.text]));
  return { "main.tf": [VERSIONS, provider("eu-west-1"), ...calls].join("\n"), ...Object.fromEntries(files) };
}

/** What `npm run plan-examples` wrote last. */
export function readPlanned(): PlannedExamples {
  return JSON.parse(brotliDecompressSync(readFileSync(FIXTURE)).toString());
}

export function writePlanned(planned: PlannedExamples): void {
  // The modules are alike: a window over all of them makes little of the whole.
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  writeFileSync(FIXTURE, brotliCompressSync(JSON.stringify(planned), { params }));
}

/** The plan as if this module were the only one. */
export function planOf(plan: Plan, module: string): Plan {
  const address = `module.${module}`;
  const isIts = (resource: string) => resource.startsWith(`${address}.`);
  const valuesOf = ({ root_module: root, ...values }: Plan["planned_values"]) => ({
    ...values,
    root_module: { ...root, child_modules: (root.child_modules ?? []).filter((child) => child.address === address) },
  });
  const { planned_values: planned, prior_state: prior, configuration: written, ...rest } = plan;
  return {
    ...rest,
    planned_values: valuesOf(planned),
    ...(prior === undefined ? {} : { prior_state: { ...prior, values: valuesOf(prior.values) } }),
    resource_changes: plan.resource_changes.filter((change) => isIts(change.address)),
    resource_drift: (plan.resource_drift ?? []).filter((change) => isIts(change.address)),
    relevant_attributes: (plan.relevant_attributes ?? []).filter(({ resource }) => isIts(resource)),
    configuration: {
      ...written,
      root_module: {
        ...written.root_module,
        module_calls: { [module]: written.root_module.module_calls[module] },
      },
    },
  };
}
