import {
  ASSUMPTIONS,
  type Assumptions,
  findPrerequisites,
  NotSynthesized,
  PrerequisitesMissing,
  rehearse,
} from "../../rehearsal";
import type { Command } from "../command";
import { Mistake } from "../mistake";
import { printable } from "../printable";
import type { Surroundings } from "../surroundings";
import { terraformBinary } from "../terraform/binary";
import { parseRehearseArguments, type RehearseArguments } from "./arguments";
import { REHEARSE_EXIT_CODES } from "./exit-code";
import { REHEARSE_HELP } from "./help";
import { howToReach } from "./keep";
import { runListener } from "./listener";
import { isDone, summaryOf } from "./summary";

/** Somebody wants it to end. */
class Interrupted extends Error {}

/** `mqesm rehearse`: deploys options here, sends messages through them, destroys them, and says how it went. */
export const rehearseCommand: Command = async (argv, around) => {
  const given = parseRehearseArguments(argv);
  if (given.help) {
    around.stdout.write(REHEARSE_HELP);
    return REHEARSE_EXIT_CODES.done.code;
  }
  // About Node's version on this machine, each time a client is made.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Interrupted());
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return given.listener === null
      ? await run(given, around, stopping.signal)
      : await runListener(given.listener, assumedOf(given), around, stopping.signal);
  } catch (error) {
    if (error instanceof PrerequisitesMissing) throw new Mistake(error.problems);
    if (error instanceof NotSynthesized) throw new Mistake([error.message]);
    if (!(error instanceof Interrupted)) throw error;
    around.stderr.write("mqesm: interrupted. Everything was ended and removed.\n");
    return REHEARSE_EXIT_CODES.interrupted.code;
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
};

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function assumedOf({ returnedBy }: RehearseArguments): Assumptions {
  return { ...ASSUMPTIONS, returnedBy };
}

async function run(given: RehearseArguments, around: Surroundings, signal: AbortSignal): Promise<number> {
  const started = performance.now();
  const say = (text: string) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    around.stderr.write(`${seconds.padStart(4)} s  ${printable(text)}\n`);
  };
  say("look for what it takes");
  const found = findPrerequisites(terraformBinary(around.env));
  say(`found ${found.account.name}; ${found.rabbitMq.name}; ${found.terraform.why}`);
  const result = await rehearse(found, {
    ...{ options: given.options, messages: given.messages, atOnce: given.parallel, signal },
    settings: given.cluster ? { MQESM_BROKER_DEPLOYMENT_MODE: "CLUSTER_MULTI_AZ" } : {},
    assumed: assumedOf(given),
    begin: (phase, option) => say(option === null ? phase : `${option}: ${phase}`),
    whileUp: async (up) => {
      if (!given.keep) return;
      around.stdout.write(howToReach(up));
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    },
  });
  around.stdout.write(given.json ? `${JSON.stringify(result, null, 2)}\n` : `\n${summaryOf(result, process.version)}`);
  return REHEARSE_EXIT_CODES[isDone(result) ? "done" : "failed"].code;
}
