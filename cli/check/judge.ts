import { check, type Report, UnusableInputError } from "../../connectivity/index";
import { Mistake } from "../mistake";
import type { Progress } from "../progress";
import type { Workspace } from "./input/workspaces";

/** A workspace and what becomes of its mappings. */
export interface Judged {
  readonly workspace: string;
  readonly report: Report;
}

/** @throws Mistake with everything that makes an input unusable. */
export function judge(workspaces: readonly Workspace[], assume: readonly string[], progress: Progress): Judged[] {
  const judged: Judged[] = [];
  const problems: string[] = [];
  for (const { name, inputs } of workspaces) {
    progress.say(`judging ${name}`);
    try {
      judged.push({ workspace: name, report: check(inputs, { assume }) });
    } catch (error) {
      if (!(error instanceof UnusableInputError)) throw error;
      problems.push(...error.message.split("\n"));
    }
  }
  if (problems.length > 0) throw new Mistake(problems);
  return judged;
}
