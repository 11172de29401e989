import type { Command } from "../command";
import { EXIT_CODES } from "../exit-code";
import { Progress } from "../progress";
import { wantsColor } from "../surroundings";
import { VERSION } from "../version";
import { parseCheckArguments } from "./arguments";
import { CHECK_HELP } from "./help";
import { readWorkspaces } from "./input/workspaces";
import { judge } from "./judge";
import { conclude } from "./output/conclusion";
import { renderJson } from "./output/json";
import { renderMarkdown } from "./output/markdown";
import { renderText } from "./output/text";

/** `mqesm check`: reads, judges, prints, and says the result by its exit code. */
export const checkCommand: Command = async (argv, around) => {
  const { paths, format, planDir, assume, help, version } = parseCheckArguments(argv);
  if (help || version) {
    around.stdout.write(help ? CHECK_HELP : `${VERSION}\n`);
    return EXIT_CODES.works.code;
  }
  const progress = new Progress(around);
  try {
    const workspaces = await readWorkspaces(paths, { ...around, planDir, progress });
    const judged = judge(workspaces, assume, progress);
    progress.clear();
    if (format === "json") around.stdout.write(renderJson(judged));
    else if (format === "markdown") around.stdout.write(renderMarkdown(judged));
    else around.stdout.write(renderText(judged, wantsColor(around.stdout, around.env)));
    return EXIT_CODES[conclude(judged).outcome].code;
  } finally {
    progress.clear();
  }
};
