import { join } from "node:path";
import { bundleOf, functionNames } from "../modules/functions/bundle";
import { costOf, node, printTable } from "./bench";

const project = join(__dirname, "..");

/** Times what the edit loop repeats, and weighs what it makes. */
export async function run(): Promise<void> {
  const environment = { ...process.env, CI: "true", CHECKPOINT_DISABLE: "1" };
  const commands: readonly (readonly [string, readonly string[]])[] = [
    ["cdktf synth, all stacks", [process.execPath, "node_modules/cdktf-cli/bundle/bin/cdktf.js", "synth"]],
    ["the app alone", node("bundle-and-run.cjs", "main.ts")],
    ["node, doing nothing", node("-e", "0")],
  ];
  printTable([
    ["whole process, median of 5", "ms"],
    ...commands.map(([name, command]) => [name, costOf(command, { cwd: project, env: environment }).milliseconds]),
  ]);
  printTable([["minified function", "bytes"], ...functionNames.map((name) => [name, bundleOf(name).codeSize])]);
}
