import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { comment, NoPlanError, type Review, review, SUMMARY_LIMIT, type WorkspaceInput } from "../../plan-review/index";
import { readAgreed } from "../check/acceptance/file";
import type { Command } from "../command";
import { Mistake } from "../mistake";
import { printable } from "../printable";
import { Progress } from "../progress";
import { VERSION } from "../version";
import { parseReviewArguments } from "./arguments";
import { REVIEW_EXIT_CODES } from "./exit-code";
import { REVIEW_HELP } from "./help";
import { reviewJson } from "./review-json";
import { readPlans } from "./workspaces";

/** `mqesm review`: reads plans, says what they mean, and prints it. */
export const reviewCommand: Command = async (argv, around) => {
  const { paths, json, summary, failed, digests, planDir, assume, accepted, help, version } =
    parseReviewArguments(argv);
  if (help || version) {
    around.stdout.write(help ? REVIEW_HELP : `${VERSION}\n`);
    return REVIEW_EXIT_CODES.made.code;
  }
  const progress = new Progress(around);
  try {
    const agreed = readAgreed({ cwd: around.cwd, named: accepted, allowUnknown: false, now: around.now() });
    const plans =
      paths.length === 0 && failed.length > 0
        ? []
        : await readPlans(paths, { ...around, planDir, config: null, progress });
    const workspaces = withDigests([...plans, ...failed.map((name) => ({ name, plan: null }))], digests);
    progress.say("reviewing");
    const made = reviewed(workspaces, [...new Set([...agreed.assume, ...assume])]);
    progress.clear();
    if (summary !== null) writeSummary(resolve(around.cwd, summary), summary, made);
    around.stdout.write(json ? `${JSON.stringify(reviewJson(made), null, 2)}\n` : comment(made));
    for (const note of agreed.notes) around.stderr.write(`mqesm: ${printable(note)}\n`);
    return REVIEW_EXIT_CODES.made.code;
  } finally {
    progress.clear();
  }
};

function withDigests(
  workspaces: readonly WorkspaceInput[],
  digests: ReadonlyMap<string, string>,
): readonly WorkspaceInput[] {
  const names = workspaces.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const strange = [...digests.keys()].filter((name) => !names.includes(name));
  const problems = [
    ...twice.map((name) => `${JSON.stringify(name)} names two workspaces: give each plan a folder of its own.`),
    ...strange.map((name) => `--digest names ${JSON.stringify(name)}: expected one of ${names.join(", ")}.`),
  ];
  if (problems.length > 0) throw new Mistake(problems);
  return workspaces.map((workspace) => {
    const digest = digests.get(workspace.name);
    return digest === undefined ? workspace : { ...workspace, digest };
  });
}

function reviewed(workspaces: readonly WorkspaceInput[], assume: readonly string[]): Review {
  try {
    return review(workspaces, { assume });
  } catch (error) {
    if (!(error instanceof NoPlanError)) throw error;
    throw new Mistake(
      error.inputs.map(
        (name) => `${name} is no plan: expected a saved plan, or what terraform show -json prints for one.`,
      ),
    );
  }
}

function writeSummary(file: string, name: string, made: Review): void {
  try {
    writeFileSync(file, comment(made, { limit: SUMMARY_LIMIT, longForm: "The JSON of this review" }));
  } catch (error) {
    throw new Mistake([`--summary is ${name}, which cannot be written: ${(error as Error).message}.`]);
  }
}
