import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { Mistake } from "../mistake";
import { terraformBinary } from "./binary";

export interface ShowRequest {
  /** Absolute path of a saved plan or a stored state. */
  readonly file: string;
  /** How the user named it. */
  readonly name: string;
  /** The initialised working folder: Terraform reads providers' schemas there. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * What `terraform show -json` prints for a saved plan or a stored state.
 *
 * @throws Mistake when there is no Terraform, or when it cannot show the file.
 */
export async function terraformShow({ file, name, folder, env }: ShowRequest): Promise<Buffer> {
  const binary = terraformBinary(env);
  if (binary === null) throw noTerraform(name, env.TERRAFORM_BINARY);
  const { output, errors, code } = await collect(binary, ["show", "-json", "-no-color", file], folder, env);
  if (code === 0) return output;
  throw new Mistake([
    `${name} needs \`terraform show -json\`, which failed in ${folder}: ${reasonIn(errors) || `exit code ${code}`}\n` +
      "  Run it where `terraform init` has been run for this plan's configuration, with the Terraform that made it: name that folder with --plan-dir.",
  ]);
}

/** Beyond this a reason is no longer read. */
const LONGEST_REASON = 1000;

/** What stands where Terraform quotes a configuration: the place, the lines of source, and what is in their variables. */
const QUOTED_SOURCE = /^\s*(?:on .+ line \d+|\d+:)/m;

/** Why Terraform failed, in its own words, without what it quotes of a configuration: that may hold secrets. */
function reasonIn(errors: string): string {
  const paragraphs = errors
    .replace(/^[╷│╵]/gm, "")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/^\n+/, ""));
  const first = paragraphs.findIndex((paragraph) => /^\s*Error/.test(paragraph));
  const said = paragraphs.slice(Math.max(0, first)).filter((paragraph) => !QUOTED_SOURCE.test(paragraph));
  return said.join(" ").replace(/\s+/g, " ").trim().slice(0, LONGEST_REASON);
}

function noTerraform(name: string, named: string | undefined): Mistake {
  const why = named
    ? `TERRAFORM_BINARY is ${named}, which is no program that can be run`
    : "neither terraform nor tofu is in PATH";
  return new Mistake([
    `${name} needs \`terraform show -json\`, but ${why}. Set TERRAFORM_BINARY, or give what \`terraform show -json\` prints for it elsewhere.`,
  ]);
}

interface Ended {
  readonly output: Buffer;
  readonly errors: string;
  readonly code: number | string;
}

function collect(binary: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // TF_CLI_ARGS would add arguments to ours.
    const { TF_CLI_ARGS: _all, TF_CLI_ARGS_show: _show, ...rest } = env;
    const child = spawn(binary, args, {
      cwd,
      env: { ...rest, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", (error) => reject(new Mistake([`${binary} cannot be run in ${cwd}: ${error.message}.`])));
    child.on("close", (code, signal) =>
      resolve({
        output: Buffer.concat(output),
        errors: stripVTControlCharacters(Buffer.concat(errors).toString("utf8")),
        code: code ?? signal ?? "unknown",
      }),
    );
  });
}
