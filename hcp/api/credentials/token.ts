import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { HcpError } from "../error";
import { variableOf } from "../refusal";
import { credentialsIn } from "./config-file";
import { comparable } from "./host-name";

/** Nothing says which token a host takes. */
export class NoToken extends HcpError {
  override readonly name = "NoToken";

  constructor(hostname: string) {
    super(
      `there is no token for ${hostname}: run \`terraform login ${hostname}\`, or set ${variableOf(hostname)}. ` +
        "See https://developer.hashicorp.com/terraform/cli/config/config-file#credentials",
    );
  }
}

/**
 * The token for a host, from where Terraform takes it: an environment variable, else its configuration files. Programs that keep
 * credentials (`credentials_helper`) are not asked.
 *
 * @param hostname with a port, where it is not 443
 * @throws NoToken
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials
 */
export function findToken(hostname: string, env: NodeJS.ProcessEnv): string {
  const host = comparable(hostname);
  const token = host === undefined ? undefined : (fromVariables(host, env) ?? fromFiles(host, env));
  if (token === undefined) throw new NoToken(hostname);
  return token;
}

const PREFIX = "TF_TOKEN_";

/** Dots may be written as underscores, and hyphens as two of them. */
function fromVariables(host: string, env: NodeJS.ProcessEnv): string | undefined {
  const [, token] =
    Object.entries(env).find(
      ([name, value]) =>
        value &&
        name.startsWith(PREFIX) &&
        comparable(name.slice(PREFIX.length).replaceAll("__", "-").replaceAll("_", ".")) === host,
    ) ?? [];
  return token?.trim();
}

function fromFiles(host: string, env: NodeJS.ProcessEnv): string | undefined {
  for (const file of configurationFiles(env)) {
    const text = textOf(file);
    const found = text === undefined ? [] : credentialsIn(text);
    const token = found.find(({ hostname }) => comparable(hostname) === host)?.token;
    if (token) return token;
  }
  return undefined;
}

/**
 * Terraform's configuration files. Where a variable names one, the folder is left out.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#locations
 */
function configurationFiles(env: NodeJS.ProcessEnv): readonly string[] {
  const named = env.TF_CLI_CONFIG_FILE || env.TERRAFORM_CONFIG;
  if (named) return [named];
  const isWindows = process.platform === "win32";
  const home = isWindows ? (env.APPDATA ?? homedir()) : (env.HOME ?? homedir());
  const folder = join(home, isWindows ? "terraform.d" : ".terraform.d");
  const inFolder = namesIn(folder).filter((name) => name.endsWith(".tfrc") || name.endsWith(".tfrc.json"));
  return [join(home, isWindows ? "terraform.rc" : ".terraformrc"), ...inFolder.map((name) => join(folder, name))];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
