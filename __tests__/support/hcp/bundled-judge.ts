import { join, resolve } from "node:path";
import { build } from "esbuild";

/** The program of a tested service's judges: bundled as the package has it, for another process knows nothing of Jest. */
export async function bundledJudge(folder: string): Promise<string> {
  const outfile = join(folder, "judge.js");
  await build({
    entryPoints: [resolve(__dirname, "../../../hcp/run-task/service/judge-process.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20.9",
    format: "cjs",
  });
  return outfile;
}
