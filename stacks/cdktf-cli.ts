import { createRequire } from "node:module";

/**
 * Why the cdktf command does not start on this machine, and what does without it; undefined where it starts. It loads a package
 * for terminals first of all, whatever it is asked to do, and dies with a stack trace where that has no build for the machine.
 */
export function whyCdktfDoesNotStart(): string | undefined {
  try {
    createRequire(require.resolve("cdktf-cli/package.json"))("@cdktf/node-pty-prebuilt-multiarch");
    return undefined;
  } catch {
    return (
      `The cdktf command does not start here: its terminal package has no build for Node ${process.versions.node} on ${process.platform}-${process.arch}. ` +
      "This was synthesized without it, to the same bytes, and npm run deploy does without it too."
    );
  }
}
