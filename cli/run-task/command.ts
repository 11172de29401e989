import { jsonLog, type Service, startService } from "../../hcp/run-task/index";
import type { Command } from "../command";
import { Mistake } from "../mistake";
import { parseOptions } from "../parse-options";
import type { Surroundings } from "../surroundings";
import { VERSION } from "../version";
import { RUN_TASK_EXIT_CODES } from "./exit-code";
import { RUN_TASK_HELP } from "./help";
import { judgeProgram } from "./judge-program";
import { readKey } from "./key";
import { type RunTaskSettings, readSettings, SETTINGS } from "./settings";

/** How long judging one request may take by itself, in milliseconds: a hundred times what a large plan takes. */
const LONGEST_JUDGING = 120_000;

/** `mqesm run-task`: serves until it is told to stop. */
export const runTaskCommand: Command = async (argv, around) => {
  const { values, positionals } = parse(argv);
  if (values.help || values.version) {
    around.stdout.write(values.help ? RUN_TASK_HELP : `${VERSION}\n`);
    return RUN_TASK_EXIT_CODES.stopped.code;
  }
  if (positionals.length > 0) {
    throw new Mistake([`${positionals.join(", ")}: expected options only. See mqesm run-task --help.`]);
  }
  const settings = readSettings(values, around.env);
  const key = readKey(values["key-file"], around.env, around.cwd);
  const log = jsonLog((text) => around.stdout.write(text), around.now);
  const service = await start(settings, key, around);
  log("INFO", "The service listens.", { address: settings.address, port: service.port, hostname: settings.hostname });
  const signal = await toldToStop();
  log("INFO", "The service stops: what is being judged goes on, what waits is told.", { signal });
  await service.stop(settings.grace * 1000);
  log("INFO", "Every request has its result.");
  return RUN_TASK_EXIT_CODES.stopped.code;
};

async function start(settings: RunTaskSettings, key: string, { stdout, now }: Surroundings): Promise<Service> {
  const { address, port, hostname, concurrency, queue, judges: count, memory, assume, unknown } = settings;
  try {
    return await startService({
      address,
      port,
      requirements: { key, hostname },
      limits: { concurrency, queue },
      judging: {
        assume,
        unknown,
        largestPlan: settings.largestPlan * 1_000_000,
        largestArchive: settings.largestArchive * 1_000_000,
        patience: settings.patience * 1000,
      },
      judges: { program: judgeProgram(), count, memory, longest: LONGEST_JUDGING },
      log: jsonLog((text) => stdout.write(text), now),
    });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall !== "listen" && syscall !== "getaddrinfo") throw error;
    throw new Mistake([
      `the service cannot listen at ${address}, port ${port}: ${code}. Choose others with --address and --port.`,
    ]);
  }
}

/** The first signal that asks to stop. A second one ends the process at once. */
function toldToStop(): Promise<string> {
  return new Promise((resolve) => {
    const signals = ["SIGTERM", "SIGINT"] as const;
    const stop = (signal: NodeJS.Signals) => {
      for (const each of signals) process.off(each, stop);
      resolve(signal);
    };
    for (const each of signals) process.on(each, stop);
  });
}

function parse(argv: readonly string[]) {
  const options = Object.values(SETTINGS).map(
    ({ option, several = false }) => [option, { type: "string", multiple: several }] as const,
  );
  return parseOptions("run-task", argv, {
    ...(Object.fromEntries(options) as Record<string, { type: "string"; multiple: boolean }>),
    "key-file": { type: "string" },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean", short: "v" },
  });
}
