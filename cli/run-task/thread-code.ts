import { existsSync } from "node:fs";
import { join } from "node:path";

/** Code that loads what judges in a thread: in the package it lies beside this file, in a clone it is TypeScript. */
export function threadCode(): string {
  const bundled = join(__dirname, "run-task-thread.js");
  if (existsSync(bundled)) return `require(${JSON.stringify(bundled)});`;
  const source = join(__dirname, "../../hcp/run-task/thread.ts");
  return `require("tsx/cjs"); require(${JSON.stringify(source)});`;
}
