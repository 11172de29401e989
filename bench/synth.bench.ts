import { join } from "node:path";
import { bundleOf, functionNames } from "../modules/functions/bundle";
import { costOf, costsOf, node, printTable } from "./bench";

const project = join(__dirname, "..");

/** Times what the edit loop repeats, and weighs what it makes. */
export async function run(): Promise<void> {
  const environment = { ...process.env, CI: "true", CHECKPOINT_DISABLE: "1" };
  const app = node("bundle-and-run.cjs", "main.ts");
  const further = JSON.stringify(["a", "b", "c", "d"].map((name) => ({ name })));
  const [alone, five] = costsOf([
    { command: app, cwd: project, env: environment },
    { command: app, cwd: project, env: { ...environment, MQESM_LISTENERS: further } },
  ]);
  const commands: readonly (readonly [string, readonly string[]])[] = [
    ["cdktf synth, all stacks", [process.execPath, "node_modules/cdktf-cli/bundle/bin/cdktf.js", "synth"]],
    ["node, doing nothing", node("-e", "0")],
  ];
  printTable([
    ["whole process, median of 5", "ms"],
    ["the app alone", alone?.milliseconds ?? 0],
    ["the app alone, with five listeners in each option", five?.milliseconds ?? 0],
    ...commands.map(([name, command]) => [name, costOf(command, { cwd: project, env: environment }).milliseconds]),
  ]);
  printTable([["minified function", "bytes"], ...functionNames.map((name) => [name, bundleOf(name).codeSize])]);
}
