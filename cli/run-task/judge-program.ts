import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ServiceOptions } from "../../hcp/run-task/index";

/** The program of judges: in the package it lies beside this file, in a clone it is TypeScript. */
export function judgeProgram(): ServiceOptions["judges"]["program"] {
  const bundled = join(__dirname, "run-task-judge.js");
  if (existsSync(bundled)) return { file: bundled };
  return { file: join(__dirname, "../../hcp/run-task/service/judge-process.ts"), execArgv: ["--require", "tsx/cjs"] };
}
