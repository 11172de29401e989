import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { App } from "cdktf";

/** Where state is: a kind of backend, and the arguments of it that this project writes. */
interface Place {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What this project writes of each backend. Others in a record are of whoever ran `terraform init -backend-config=...`. */
const written: Readonly<Record<string, readonly string[]>> = {
  local: ["path"],
  s3: ["bucket", "region", "key", "encrypt", "kms_key_id", "use_lockfile"],
  cloud: ["hostname", "organization", "workspaces"],
};

/**
 * Lets each stack's folder be initialized for the place that its state has now, whatever it was initialized for before.
 * Terraform keeps a record of that place and refuses to leave it without `-reconfigure` or `-migrate-state`; and the second,
 * between two environments, puts the state of one into the place of the other, which destroys what is deployed there. The record
 * is a pointer and nothing else: no state is touched.
 */
export function forgetOtherPlaces({ outdir, manifest }: App): void {
  for (const { workingDirectory, synthesizedStackPath } of Object.values(manifest.stacks)) {
    const dataFolder = join(outdir, workingDirectory, ".terraform");
    const record = join(dataFolder, "terraform.tfstate");
    const recorded = existsSync(record) ? recordedPlace(readJson(record)) : undefined;
    if (recorded !== undefined && !isSame(recorded, synthesizedPlace(readJson(join(outdir, synthesizedStackPath))))) {
      rmSync(record);
      // The workspace that was selected there: HCP Terraform's has the name of one place.
      rmSync(join(dataFolder, "environment"), { force: true });
    }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: files of Terraform, of which a few fields are looked at
function readJson(path: string): any {
  return JSON.parse(readFileSync(path, "utf8"));
}

// biome-ignore lint/suspicious/noExplicitAny: see above
function recordedPlace({ backend }: any): Place | undefined {
  return backend === undefined ? undefined : { type: backend.type, config: backend.config };
}

// biome-ignore lint/suspicious/noExplicitAny: see above
function synthesizedPlace({ terraform: { backend, cloud } }: any): Place {
  const [[type, config] = ["cloud", cloud]] = Object.entries(backend ?? {}) as [string, Place["config"]][];
  return { type, config };
}

function isSame(recorded: Place, synthesized: Place): boolean {
  const ours = (config: unknown) => pick(withoutNulls(config) as object, written[synthesized.type] ?? []);
  return recorded.type === synthesized.type && isDeepStrictEqual(ours(recorded.config), ours(synthesized.config));
}

function pick(from: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}

/** Terraform writes null for what was left out. */
function withoutNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, inner) => (inner === null ? undefined : inner)));
}
