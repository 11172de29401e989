import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformBinary } from "../../cli/terraform/binary";
import { findPrerequisites, type OptionResult } from "../../rehearsal";
import { EmulatedAws } from "../../rehearsal/emulated-aws";
import { REHEARSALS } from "../../rehearsal/folders";
import { Record as ProcessRecord } from "../../rehearsal/processes/record";
import { type Inventory, leftSince, takeInventory } from "../../rehearsal/run/inventory";
import { rehearseOption } from "../../rehearsal/run/option";
import { StackTerraform, type TerraformSurroundings, terraformEnv } from "../../rehearsal/run/stack-terraform";
import { synthesize } from "../../rehearsal/run/synthesize";

/** A stack rehearsed in an emulated account that holds something of others, which it is placed in or works with. */
export class RehearsalBesideOthers {
  #before: Inventory | undefined;

  private constructor(
    private readonly record: ProcessRecord,
    readonly aws: EmulatedAws,
    private readonly around: TerraformSurroundings,
  ) {}

  /**
   * @param name of this process's own, which no other test has
   * @param limit how long everything may take, in milliseconds
   */
  static async start(name: string, limit: number): Promise<RehearsalBesideOthers> {
    mkdirSync(REHEARSALS, { recursive: true });
    const record = new ProcessRecord(mkdtempSync(join(REHEARSALS, "test-")));
    const { account, rabbitMq, terraform } = findPrerequisites(terraformBinary());
    const aws = await EmulatedAws.start({ account, rabbitMq, record, name: `${name}${process.pid}` }).catch((error) => {
      record.remove();
      throw error;
    });
    return new RehearsalBesideOthers(record, aws, {
      binary: terraform.binary,
      env: terraformEnv(terraform.env, aws.env, record.folder),
      signal: AbortSignal.timeout(limit),
      noteProcess: (pid: number) => record.noteProcess(pid),
    });
  }

  /** Makes what others have. @returns its outputs */
  async make(configuration: object): Promise<Readonly<Record<string, unknown>>> {
    const terraform = new StackTerraform(join(this.record.folder, "others"), this.around);
    mkdirSync(terraform.folder);
    writeFileSync(join(terraform.folder, "main.tf.json"), JSON.stringify(configuration));
    await terraform.init();
    await terraform.apply();
    return terraform.outputs();
  }

  /** A stack, initialized. What there is by now is what the account has to hold in the end. */
  async stack(option: string, settings: Readonly<Record<string, string>>): Promise<StackTerraform> {
    this.#before = await takeInventory(this.aws.access("us-east-1"));
    const folderOf = await synthesize(this.record.folder, settings, this.around);
    const stack = new StackTerraform(folderOf(option), this.around);
    await stack.init();
    return stack;
  }

  /** Deploys, publishes, plans again and destroys. */
  rehearse(option: string, terraform: StackTerraform, messages: number): Promise<OptionResult> {
    const { aws } = this;
    return rehearseOption({
      ...{ option, aws, terraform, messages, signal: this.around.signal },
      begin: () => {},
      whileUp: async () => {},
    });
  }

  /** What the account holds that it did not before, one line each. */
  async left(): Promise<readonly string[]> {
    if (this.#before === undefined) throw new Error("No stack was made.");
    return leftSince(this.#before, await takeInventory(this.aws.access("us-east-1")));
  }

  async stop(): Promise<void> {
    await this.aws.stop();
    this.record.remove();
  }
}
