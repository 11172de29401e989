import { join, resolve } from "node:path";
import { build } from "esbuild";

/** Code for the threads of a service under test: bundled as the package has it, for a thread knows nothing of Jest. */
export async function bundledThread(folder: string): Promise<string> {
  const outfile = join(folder, "thread.js");
  await build({
    entryPoints: [resolve(__dirname, "../../../hcp/run-task/thread.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20.9",
    format: "cjs",
  });
  return `require(${JSON.stringify(outfile)});`;
}
