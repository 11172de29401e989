import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { deployed, type OptionUp } from "../../rehearsal";
import { ended } from "./deploying-clone";

/** What `mqesm verify --json` prints, as far as tests look at it. */
export interface Verified {
  readonly code: number | null;
  readonly outcome: string;
  readonly answers: readonly {
    readonly question: string;
    readonly outcome: string;
    readonly said: string;
    readonly causes: readonly { readonly what: string }[];
    readonly hops?: readonly { readonly reason: string | null }[];
    readonly findings?: readonly { readonly rule: string }[];
  }[];
}

/** `mqesm verify` in a rehearsed account, as somebody runs it against an account. @param argv what to verify, and how */
export async function verifyDeployed({ aws, outputs }: OptionUp, ...argv: readonly string[]): Promise<Verified> {
  const { region } = deployed(outputs);
  const child = spawn(process.execPath, ["cli/mqesm.cjs", "verify", ...argv, "--json"], {
    cwd: resolve(__dirname, "../.."),
    env: { ...process.env, ...aws.env, AWS_REGION: region },
  });
  const { code, stdout, stderr } = await ended(child);
  if (stdout === "") throw new Error(stderr);
  return { code, ...JSON.parse(stdout) };
}
