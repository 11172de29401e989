import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { Mistake } from "../mistake";

/** Why there is no Terraform to run, as a clause. */
export function whyNoTerraform({ TERRAFORM_BINARY: named }: NodeJS.ProcessEnv): string {
  return named
    ? `TERRAFORM_BINARY is ${named}, which is no program that can be run`
    : "neither terraform nor tofu is in PATH";
}

/** Beyond this a reason is no longer read. */
const LONGEST_REASON = 1000;

/** What stands where Terraform quotes a configuration: the place, the lines of source, and what is in their variables. */
const QUOTED_SOURCE = /^\s*(?:on .+ line \d+|\d+:)/m;

/** Why Terraform failed, in its own words, without what it quotes of a configuration: that may hold secrets. */
export function reasonIn(errors: string): string {
  const paragraphs = errors
    .replace(/^[╷│╵]/gm, "")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/^\n+/, ""));
  const first = paragraphs.findIndex((paragraph) => /^\s*Error/.test(paragraph));
  const said = paragraphs.slice(Math.max(0, first)).filter((paragraph) => !QUOTED_SOURCE.test(paragraph));
  return said.join(" ").replace(/\s+/g, " ").trim().slice(0, LONGEST_REASON);
}

/** How Terraform ended. */
interface Ended {
  readonly output: Buffer;
  readonly errors: string;
  readonly code: number | string;
}

/**
 * Runs Terraform to its end, without a terminal and without arguments that the environment would add.
 *
 * @throws Mistake when it cannot be run.
 */
export function runTerraform(
  binary: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !/^TF_CLI_ARGS(_|$)/.test(name)));
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
