import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { isSavedPlan } from "../../connectivity/index";
import { differences } from "../../plan-review/digest/differences";
import { madeFromOtherInWords, type PlannedConfiguration } from "../../plan-review/digest/made-from";
import { type PlanDigest, planDigest, sha256 } from "../../plan-review/digest/plan-digest";
import type { Command } from "../command";
import { Mistake } from "../mistake";
import { printable } from "../printable";
import type { Surroundings } from "../surroundings";
import { savedFiles } from "../terraform/saved-plan";
import { VERSION } from "../version";
import { parsePlanDigestArguments } from "./arguments";
import { EXIT_CODES } from "./exit-code";
import { hashesOf } from "./folder";
import { PLAN_DIGEST_HELP } from "./help";
import { readFile, readPlanDigest } from "./read";
import { Stack, stateIn } from "./stack";

/** `mqesm plan-digest`: writes what a plan was made of, or says what is not so any more. */
export const planDigestCommand: Command = async (argv, around) => {
  const given = parsePlanDigestArguments(argv);
  switch (given.task) {
    case "help":
    case "version":
      around.stdout.write(given.task === "help" ? PLAN_DIGEST_HELP : `${VERSION}\n`);
      return EXIT_CODES.same.code;
    case "write":
      return await write(given, around);
    case "check":
      return await check(given, around);
  }
};

interface Named {
  readonly plan: string;
  readonly folder: string;
  readonly file: string;
}

async function write({ plan, folder, file }: Named, { cwd, env, stdout }: Surroundings): Promise<number> {
  const [planPath, folderPath, filePath] = [resolve(cwd, plan), resolve(cwd, folder), resolve(cwd, file)];
  const bytes = readPlan(plan, planPath);
  if (!isSavedPlan(bytes)) {
    throw new Mistake([
      `${plan} is no saved plan: give the file that \`terraform plan -out=FILE\` wrote. (With HCP Terraform that file only points to a plan that is kept there.)`,
    ]);
  }
  const files = hashesOf(folderPath, folder, [planPath, filePath]);
  const state = stateIn(plan, bytes);
  const other = madeFromOtherInWords(plan, configurationIn(plan, bytes), files);
  if (other !== undefined) throw new Mistake([other]);
  const stack = new Stack(folderPath, env);
  const digest = planDigest({
    plan: sha256(bytes),
    files,
    terraform: await stack.version(),
    state,
    meaning: await stack.meaning(planPath),
  });
  try {
    writeFileSync(filePath, `${JSON.stringify(digest, null, 2)}\n`);
  } catch (error) {
    throw new Mistake([`${file} cannot be written: ${(error as Error).message}.`]);
  }
  stdout.write(`${printable(plan)} ${inWords(digest)}\n`);
  return EXIT_CODES.same.code;
}

async function check({ plan, folder, file }: Named, { cwd, env, stdout }: Surroundings): Promise<number> {
  const [planPath, folderPath, filePath] = [resolve(cwd, plan), resolve(cwd, folder), resolve(cwd, file)];
  const reviewed = readPlanDigest(file, filePath);
  const bytes = readPlan(plan, planPath);
  const files = hashesOf(folderPath, folder, [planPath, filePath]);
  const stack = new Stack(folderPath, env);
  const hash = sha256(bytes);
  const state = await stack.state().catch(mistake);
  const found = differences(plan, reviewed, {
    plan: hash,
    files,
    terraform: await stack.version(),
    state: state instanceof Mistake ? undefined : state,
    configuration: configurationIn(plan, bytes),
    // A plan that is damaged Terraform cannot read: that it is another one is what matters.
    meaning: hash === reviewed.plan ? reviewed.meaning : await stack.meaning(planPath).catch(() => undefined),
  });
  // A changed file may be what keeps Terraform from reading the state, and then that is what there is to say.
  if (found.length === 0 && state instanceof Mistake) throw state;
  if (found.length === 0) {
    stdout.write(`${printable(plan)} ${inWords(reviewed)}: everything is as it was when the plan was made\n`);
    return EXIT_CODES.same.code;
  }
  stdout.write(
    `${printable(plan)} must not be applied:\n${found.map((each) => `  - ${printable(each)}`).join("\n")}\n`,
  );
  return EXIT_CODES.differs.code;
}

function configurationIn(name: string, plan: Uint8Array): PlannedConfiguration | undefined {
  const files = savedFiles(name, plan);
  return files && Object.fromEntries([...files].map(([path, content]) => [path, sha256(content)]));
}

function mistake(error: unknown): Mistake {
  if (error instanceof Mistake) return error;
  throw error;
}

function inWords({ digest, files, terraform, state: { serial } }: PlanDigest): string {
  return `sha256:${digest} (files: ${Object.keys(files).length}, Terraform ${terraform}, state's serial ${serial})`;
}

function readPlan(name: string, path: string): Buffer {
  return readFile(name, path, "give the file that `terraform plan -out=FILE` wrote");
}
