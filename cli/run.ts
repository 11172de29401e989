import type { Command } from "./command";
import { EXIT_CODES } from "./exit-code";
import { Mistake } from "./mistake";
import { printable } from "./printable";
import type { Surroundings } from "./surroundings";
import { VERSION } from "./version";

/** Subcommands. Each is loaded when it is asked for: starting up is part of the time that a check takes. */
const COMMANDS: ReadonlyMap<string, { readonly summary: string; readonly load: () => Command }> = new Map([
  [
    "check",
    {
      summary: "say whether each event source mapping will work, before it is deployed",
      load: () => (require("./check/command") as typeof import("./check/command")).checkCommand,
    },
  ],
  [
    "plan-digest",
    {
      summary: "say whether a saved plan, and what it needs, is still what was reviewed",
      load: () => (require("./plan-digest/command") as typeof import("./plan-digest/command")).planDigestCommand,
    },
  ],
  [
    "verify",
    {
      summary: "ask AWS whether a deployed mapping works, and why not; publishes one message",
      load: () => (require("./verify/command") as typeof import("./verify/command")).verifyCommand,
    },
  ],
  [
    "review",
    {
      summary: "say what the plans of a pull request mean, as Markdown for its comment",
      load: () => (require("./review/command") as typeof import("./review/command")).reviewCommand,
    },
  ],
  [
    "workspaces",
    {
      summary: "say what HCP Terraform's workspaces lack of what stacks need, and make it when asked",
      load: () => (require("./workspaces/command") as typeof import("./workspaces/command")).workspacesCommand,
    },
  ],
  [
    "upload",
    {
      summary: "upload an option to HCP Terraform, follow its run, and judge its plan",
      load: () => (require("./upload/command") as typeof import("./upload/command")).uploadCommand,
    },
  ],
  [
    "rehearse",
    {
      summary: "run options on this machine, messages and all",
      load: () => (require("./rehearse/command") as typeof import("./rehearse/command")).rehearseCommand,
    },
  ],
  [
    "run-task",
    {
      summary: "judge the plans of HCP Terraform's runs, as a service that it asks",
      load: () => (require("./run-task/command") as typeof import("./run-task/command")).runTaskCommand,
    },
  ],
]);

const longestName = Math.max(...[...COMMANDS.keys()].map(({ length }) => length));

const HELP = `Usage: mqesm <command> [arguments]

Commands
${[...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(longestName)}    ${summary}`).join("\n")}

Options
  --help     this text; mqesm <command> --help says more
  --version  the version
`;

/** Runs the command line and returns the process's exit code. Never throws. */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await dispatch(argv, around);
  } catch (error) {
    if (error instanceof Mistake) {
      for (const problem of error.problems)
        around.stderr.write(`mqesm: ${problem.split("\n").map(printable).join("\n")}\n`);
    } else {
      around.stderr.write(internalError(error));
    }
    return EXIT_CODES.unusable.code;
  }
}

async function dispatch(argv: readonly string[], around: Surroundings): Promise<number> {
  const [first, ...rest] = argv;
  if (first === "--version" || first === "-v") {
    around.stdout.write(`${VERSION}\n`);
    return EXIT_CODES.works.code;
  }
  if (first === "--help" || first === "-h" || first === "help") {
    around.stdout.write(HELP);
    return EXIT_CODES.works.code;
  }
  const names = [...COMMANDS.keys()].join(", ");
  if (first === undefined) throw new Mistake([`no command is given: expected one of ${names}. See mqesm --help.`]);
  const command = COMMANDS.get(first);
  if (command === undefined) {
    throw new Mistake([`${JSON.stringify(first)} is not a command: expected one of ${names}. See mqesm --help.`]);
  }
  return command.load()(rest, around);
}

/**
 * A fault of this program. Its message may quote the input, secrets included, so only the kind of error and the places
 * in the code are shown.
 */
function internalError(error: unknown): string {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const places = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return [
    `mqesm: this is a fault of mqesm ${VERSION}, not of your input (${kind}, Node.js ${process.version}).`,
    "Please report it to the project with the lines below; they hold nothing of your input.",
    ...places.slice(0, 8),
    "",
  ].join("\n");
}
