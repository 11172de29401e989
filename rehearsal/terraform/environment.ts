import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { CACHE } from "../folders";

/** How Terraform runs on a machine that may not reach a provider registry. */
export interface TerraformEnvironment {
  /** The binary to run; null when there is none. */
  readonly binary: string | null;
  /** The environment to run it with. */
  readonly env: NodeJS.ProcessEnv;
  /** Whether `terraform init` of a configuration that needs only the AWS provider can succeed. */
  readonly available: boolean;
  /** One line: where providers come from, or why there are none. */
  readonly why: string;
  /** The filesystem mirror that was found, if providers come from one. */
  readonly mirror?: string;
}

/** Folders that are searched for a filesystem mirror: themselves, and one level below. */
const MIRROR_PLACES = [join(homedir(), ".terraform.d"), "/usr/share", "/usr/local/share", "/opt"];

/**
 * Finds the AWS provider: what the user configured, `TF_PLUGIN_MIRROR`, a filesystem mirror at or one level below
 * `~/.terraform.d`, `/usr/share`, `/usr/local/share` and `/opt`, the registry.
 *
 * @param binary Terraform or OpenTofu
 * @throws Error when `TF_PLUGIN_MIRROR` names a folder that holds no AWS provider.
 */
export function terraformEnvironment(binary: string | null): TerraformEnvironment {
  const env: NodeJS.ProcessEnv = { ...process.env, TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };
  if (binary === null) return { binary, env, available: false, why: "neither terraform nor tofu is installed" };

  const configuration = process.env.TF_CLI_CONFIG_FILE ?? join(homedir(), ".terraformrc");
  if (existsSync(configuration) && readFileSync(configuration, "utf8").includes("provider_installation")) {
    return { binary, env, available: true, why: `providers as ${configuration} says` };
  }

  const host = registryHost(binary);
  const mirror = findMirror(host);
  if (mirror !== null) {
    env.TF_CLI_CONFIG_FILE = writeConfiguration(mirror, host);
    return { binary, env, available: true, why: `providers from the mirror at ${mirror}`, mirror };
  }

  // Terraform warns, on every command, about a configuration file that does not exist.
  if (!existsSync(configuration)) delete env.TF_CLI_CONFIG_FILE;
  return reaches(host)
    ? { binary, env, available: true, why: `providers from ${host}` }
    : { binary, env, available: false, why: `no mirror with the AWS provider, and ${host} cannot be reached` };
}

function registryHost(binary: string): string {
  const version = execFileSync(binary, ["version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return version.startsWith("OpenTofu") ? "registry.opentofu.org" : "registry.terraform.io";
}

function findMirror(host: string): string | null {
  const named = process.env.TF_PLUGIN_MIRROR;
  if (named) {
    if (holdsProvider(named, host)) return resolve(named);
    throw new Error(`TF_PLUGIN_MIRROR is ${named}: it must be a folder that holds ${host}/hashicorp/aws.`);
  }
  for (const place of MIRROR_PLACES) {
    const candidates = [place, ...foldersIn(place).map((name) => join(place, name))];
    const mirror = candidates.find((candidate) => holdsProvider(candidate, host));
    if (mirror !== undefined) return mirror;
  }
  return null;
}

function holdsProvider(folder: string, host: string): boolean {
  return foldersIn(join(folder, host, "hashicorp", "aws")).length > 0;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Providers that the mirror holds come from it and nowhere else; others, from their registry. */
function writeConfiguration(mirror: string, host: string): string {
  const providers = foldersIn(join(mirror, host)).flatMap((namespace) =>
    foldersIn(join(mirror, host, namespace)).map((type) => `${host}/${namespace}/${type}`),
  );
  const list = JSON.stringify(providers);
  mkdirSync(CACHE, { recursive: true });
  const file = join(CACHE, "mirror.tfrc");
  const draft = `${file}.${process.pid}`;
  writeFileSync(
    draft,
    [
      "provider_installation {",
      "  filesystem_mirror {",
      `    path    = ${JSON.stringify(mirror)}`,
      `    include = ${list}`,
      "  }",
      "  direct {",
      `    exclude = ${list}`,
      "  }",
      "}",
      "",
    ].join("\n"),
  );
  // Tests run in several processes at once: none may read a half-written file.
  renameSync(draft, file);
  return file;
}

function reaches(host: string): boolean {
  const probe = `fetch("https://${host}/.well-known/terraform.json").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
  return spawnSync(process.execPath, ["-e", probe], { timeout: 5000, stdio: "ignore" }).status === 0;
}
