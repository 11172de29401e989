import type { Command } from "../command";
import { EXIT_CODES } from "../exit-code";
import { printable } from "../printable";
import { Progress } from "../progress";
import { wantsColor } from "../surroundings";
import { VERSION } from "../version";
import type { Acceptance } from "./acceptance/acceptance";
import { readAgreed } from "./acceptance/file";
import { parseCheckArguments } from "./arguments";
import { CHECK_HELP } from "./help";
import { readWorkspaces } from "./input/workspaces";
import { type Judged, judge } from "./judge";
import { conclude } from "./output/conclusion";
import { FORMATS } from "./output/formats";

/** `mqesm check`: reads, judges, prints, and says the result by its exit code. */
export const checkCommand: Command = async (argv, around) => {
  const { paths, format, planDir, config, variables, assume, accepted, allowUnknown, help, version } =
    parseCheckArguments(argv);
  if (help || version) {
    around.stdout.write(help ? CHECK_HELP : `${VERSION}\n`);
    return EXIT_CODES.works.code;
  }
  const progress = new Progress(around);
  try {
    const agreed = readAgreed({ cwd: around.cwd, named: accepted, allowUnknown, now: around.now() });
    const workspaces = await readWorkspaces(paths, { ...around, planDir, config, variables, progress });
    const judged = judge(workspaces, [...new Set([...agreed.assume, ...assume])], progress);
    progress.clear();
    const { acceptance, notes } = agreed;
    around.stdout.write(FORMATS[format](judged, acceptance, wantsColor(around.stdout, around.env)));
    const { outcome } = conclude(judged, acceptance);
    for (const note of [...notes, ...unusedIn(acceptance, judged)]) around.stderr.write(`mqesm: ${printable(note)}\n`);
    return EXIT_CODES[outcome].code;
  } finally {
    progress.clear();
  }
};

/** What is accepted and nowhere found is worth removing: it would hide the next one. */
function unusedIn(acceptance: Acceptance, judged: readonly Judged[]): readonly string[] {
  const unused = acceptance.unusedBy(judged.flatMap(({ report }) => report.mappings));
  return unused.map(
    ({ code, mapping }) =>
      `nothing is ${code}${mapping === null ? "" : ` of ${mapping}`}, which is accepted: take it out.`,
  );
}
