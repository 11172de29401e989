import { unzipSync } from "fflate/browser";
import { meaningOf } from "../../plan-review/digest/meaning";
import type { StateMark } from "../../plan-review/digest/plan-digest";
import { Mistake } from "../mistake";
import { terraformBinary } from "../terraform/binary";
import { reasonIn, runTerraform, whyNoTerraform } from "../terraform/run";

/** Terraform in the folder of one stack. */
export class Stack {
  readonly #binary: string;

  /** @throws Mistake where there is no Terraform */
  constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    const binary = terraformBinary(env);
    if (binary === null) throw new Mistake([`Terraform is needed, but ${whyNoTerraform(env)}. Set TERRAFORM_BINARY.`]);
    this.#binary = binary;
  }

  /** Its version. */
  async version(): Promise<string> {
    return JSON.parse(await this.#read("version", "-json")).terraform_version;
  }

  /** The digest of what a saved plan does. */
  async meaning(plan: string): Promise<string> {
    return meaningOf(JSON.parse(await this.#read("show", "-json", "-no-color", plan)));
  }

  /** The state as it is now. */
  async state(): Promise<StateMark> {
    return markOf(await this.#read("state", "pull"));
  }

  /** @throws Mistake when Terraform fails */
  async #read(...args: readonly string[]): Promise<string> {
    const { output, errors, code } = await runTerraform(this.#binary, args, this.folder, this.env);
    if (code === 0) return output.toString("utf8");
    const command = args.filter((arg) => !arg.startsWith("-")).slice(0, args[0] === "state" ? 2 : 1);
    throw new Mistake([
      `\`terraform ${command.join(" ")}\` failed in ${this.folder}: ${reasonIn(errors) || `exit code ${code}`}\n` +
        "  Name the stack's folder with --folder, where `terraform init` has been run.",
    ]);
  }
}

/** The file in a saved plan that holds the state which it was made of. */
const STATE = "tfstate";

/** The state that a saved plan was made of. @throws Mistake when the plan holds none */
export function stateIn(name: string, plan: Uint8Array): StateMark {
  try {
    const { [STATE]: state } = unzipSync(plan, { filter: (entry) => entry.name === STATE });
    return markOf(Buffer.from(state as Uint8Array).toString("utf8"));
  } catch {
    throw new Mistake([`${name} is no plan that can be read: give the file that \`terraform plan -out=FILE\` wrote.`]);
  }
}

/** @param text a state; nothing where there never was one */
function markOf(text: string): StateMark {
  const { lineage, serial } = text.trim() === "" ? { lineage: "", serial: 0 } : JSON.parse(text);
  return { lineage, serial };
}
