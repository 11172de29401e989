import { Api, findToken, HcpError, type Outside, theOutside } from "../../hcp/api/index";
import { pack, UnusableFolder } from "../../hcp/archive/index";
import { UnsuitableWorkspace } from "../../hcp/runs/index";
import { readAgreed } from "../check/acceptance/file";
import type { Command } from "../command";
import { Mistake } from "../mistake";
import { Progress } from "../progress";
import type { Surroundings } from "../surroundings";
import { VERSION } from "../version";
import { parseUploadArguments, type UploadArguments } from "./arguments";
import { EXIT_CODES } from "./exit-code";
import { UPLOAD_HELP } from "./help";
import { Interruption } from "./interruption";
import { jsonLines } from "./json-lines";
import { Questions } from "./questions";
import { findTarget } from "./target";
import { text } from "./text";
import { Upload } from "./upload";

/** `mqesm upload`: uploads a synthesized stack to HCP Terraform, follows its run, and judges its plan. */
export const uploadCommand: Command = (argv, around) =>
  upload(argv, around, theOutside, (hostname) => `https://${hostname}`);

/**
 * The same, with what lies outside.
 *
 * @param originOf the address of a host
 */
export async function upload(
  argv: readonly string[],
  around: Surroundings,
  outside: Outside,
  originOf: (hostname: string) => string,
): Promise<number> {
  const given = parseUploadArguments(argv);
  if (given.help || given.version) {
    around.stdout.write(given.help ? UPLOAD_HELP : `${VERSION}\n`);
    return EXIT_CODES.done.code;
  }
  const progress = new Progress(around);
  const questions = new Questions(around);
  const interruption = new Interruption();
  try {
    return await run(given, { around, outside, originOf, progress, questions, interruption });
  } catch (error) {
    progress.clear();
    if (error instanceof UnusableFolder || error instanceof UnsuitableWorkspace) throw new Mistake(error.problems);
    if (error instanceof HcpError) throw new Mistake([error.message]);
    throw error;
  } finally {
    progress.clear();
    questions.close();
    interruption.close();
  }
}

interface Means {
  readonly around: Surroundings;
  readonly outside: Outside;
  readonly originOf: (hostname: string) => string;
  readonly progress: Progress;
  readonly questions: Questions;
  readonly interruption: Interruption;
}

async function run(given: UploadArguments, means: Means): Promise<number> {
  const { around, outside, originOf, progress, interruption } = means;
  const target = findTarget(given, around);
  const agreed = readAgreed({
    cwd: around.cwd,
    named: given.accepted,
    allowUnknown: given.allowUnknown,
    now: around.now(),
  });
  const origin = originOf(target.hostname);
  const token = findToken(target.hostname, around.env);
  const about = `organization ${target.organization}, workspace ${target.workspace}`;
  const connect = (signal: AbortSignal) =>
    new Api({ origin, token, about, outside, signal, say: (sentence) => progress.say(sentence) });
  progress.say(`packing ${target.name}`);
  const archive = await pack(target.folder);
  const reporter = given.json ? jsonLines(around) : text(around);
  for (const note of agreed.notes) reporter.note(note);
  const session = new Upload({ ...means, given, agreed, target, archive, origin, connect, reporter });
  try {
    const ended = await interruption.during(
      (signal) => session.run(signal),
      (signal) => session.interrupted(signal),
    );
    progress.clear();
    const { code } = EXIT_CODES[ended.outcome];
    reporter.ended({ ...ended, code });
    return code;
  } catch (error) {
    if (!(error instanceof HcpError) || session.left === undefined) throw error;
    throw new Mistake([error.message, session.left]);
  }
}
