import { spawn } from "node:child_process";
import { wantsColor } from "../cli/surroundings";
import { terraformBinary } from "../cli/terraform/binary";
import { Mistake } from "../modules/mistake";

/** What would send Terraform to another place than the settings say. */
const MISLEADING = {
  TF_WORKSPACE: "it names another state than the settings do: set project and environment instead",
  TF_DATA_DIR: "all stacks would share one record of where their state is",
} as const;

/** Terraform in one stack's folder. What it says on the terminal stays its own: colours, wording, order. */
export class Terraform {
  private constructor(
    private readonly binary: string,
    private readonly folder: string,
  ) {}

  /** @throws Mistake where there is no Terraform, or a variable would mislead it */
  static inFolder(folder: string): Terraform {
    const problems = Object.entries(MISLEADING)
      .filter(([name]) => process.env[name])
      .map(([name, why]) => `${name} is ${JSON.stringify(process.env[name])}: ${why}. Unset it.`);
    const binary = terraformBinary();
    if (binary === null) {
      const named = process.env.TERRAFORM_BINARY;
      problems.push(
        `${named ? `TERRAFORM_BINARY is ${JSON.stringify(named)}, which is no program that can be run` : "There is no terraform (and no tofu) in PATH"}: ` +
          "deploying needs Terraform 1.11 or OpenTofu 1.10. See https://developer.hashicorp.com/terraform/install",
      );
    }
    if (binary === null || problems.length > 0) {
      throw new Mistake(problems.join("\n"));
    }
    return new Terraform(binary, folder);
  }

  /** Runs a command that people follow. @returns its exit code */
  async follow(command: string, ...args: readonly string[]): Promise<number> {
    const color = wantsColor(process.stdout, process.env) ? [] : ["-no-color"];
    return (await this.#run([command, ...color, ...args], "inherit")).code;
  }

  /** Runs a command whose output is data. @throws TerraformFailed */
  async read(...args: readonly string[]): Promise<string> {
    const { code, output, errors } = await this.#run(args, "pipe");
    if (code !== 0) throw new TerraformFailed(errors || output);
    return output;
  }

  #run(args: readonly string[], out: "inherit" | "pipe") {
    const env = { CHECKPOINT_DISABLE: "1", ...process.env, TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
    const child = spawn(this.binary, args, { cwd: this.folder, env, stdio: ["ignore", out, out] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
    // Ctrl-C reaches Terraform too, which then finishes what it is doing and writes its state: that is waited for.
    const wait = () => {};
    process.on("SIGINT", wait);
    return new Promise<{ code: number; output: string; errors: string }>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        process.off("SIGINT", wait);
        resolve({
          code: code ?? 1,
          output: Buffer.concat(output).toString("utf8"),
          errors: Buffer.concat(errors).toString("utf8"),
        });
      });
    });
  }
}

/** Terraform ended with an error, in its own words. */
export class TerraformFailed extends Error {}
