import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../folders";
import { runGuarded } from "../processes/guarded";
import type { TerraformSurroundings } from "./stack-terraform";

/** The app refuses the settings, in its own words. */
export class NotSynthesized extends Error {
  override readonly name = "NotSynthesized";
}

/** Settings that a rehearsal needs to be so, whatever the project's are. */
const SETTINGS = {
  MQESM_ENVIRONMENT: "rehearsal",
  MQESM_STATE_BACKEND: "local",
  MQESM_PROTECT_BROKER: "false",
  MQESM_MAPPING_ENABLED: "true",
} as const;

/**
 * Synthesizes the project's stacks with the project's settings, into the rehearsal's folder.
 *
 * @param settings more variables, such as `MQESM_BROKER_DEPLOYMENT_MODE`
 * @returns the folder of a stack
 * @throws NotSynthesized where the settings are wrong
 */
export async function synthesize(
  folder: string,
  settings: Readonly<Record<string, string>>,
  { signal, noteProcess }: Pick<TerraformSurroundings, "signal" | "noteProcess">,
): Promise<(stackId: string) => string> {
  const output = join(folder, "cdktf.out");
  mkdirSync(folder, { recursive: true });
  const { code, stderr, stdout } = await runGuarded({
    command: [process.execPath, "bundle-and-run.cjs", "main.ts"],
    cwd: PROJECT,
    env: { ...process.env, ...settings, ...SETTINGS, CDKTF_OUTDIR: output, CHECKPOINT_DISABLE: "1" },
    ...{ signal, noteProcess },
  });
  if (code !== 0) throw new NotSynthesized(`the stacks cannot be synthesized:\n${(stderr || stdout).trim()}`);
  return (stackId) => join(output, "stacks", stackId);
}

/** The Region that a synthesized stack is for. @param folder the stack's */
export function regionOf(folder: string): string {
  const { variable } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  return variable.deployment_region.default;
}
