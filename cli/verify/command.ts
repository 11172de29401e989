import type { Command } from "../command";
import { Progress } from "../progress";
import { wantsColor } from "../surroundings";
import { VERSION } from "../version";
import { type Answer, outcomeOf } from "./answer";
import { parseVerifyArguments, type VerifyArguments } from "./arguments";
import { type Clients, makeClients } from "./clients";
import { VERIFY_EXIT_CODES } from "./exit-code";
import { VERIFY_HELP } from "./help";
import { answerOf, PASSING_STATES } from "./mapping-words";
import { sendMessage, skipped } from "./message";
import { judgeNetwork } from "./network";
import { renderJson } from "./output/json";
import { renderText } from "./output/text";
import { findTarget, stateOf, type Target } from "./target";

/** `mqesm verify`: asks AWS, prints, and says the result by its exit code. */
export const verifyCommand: Command = async (argv, around) => {
  const given = parseVerifyArguments(argv);
  if (given.help || given.version) {
    around.stdout.write(given.help ? VERIFY_HELP : `${VERSION}\n`);
    return VERIFY_EXIT_CODES.works.code;
  }
  const progress = new Progress(around);
  try {
    const clients = await makeClients(given.region);
    progress.say("looking for the mapping");
    const target = await findTarget(clients, given);
    const answers = await ask(clients, target, given, progress);
    progress.clear();
    const color = wantsColor(around.stdout, around.env);
    around.stdout.write(given.json ? renderJson(target, answers) : renderText(target, answers, color));
    return VERIFY_EXIT_CODES[outcomeOf(answers)].code;
  } finally {
    progress.clear();
  }
};

async function ask(
  clients: Clients,
  target: Target,
  given: VerifyArguments,
  progress: Progress,
): Promise<readonly Answer[]> {
  progress.say("reading the network");
  const network = await judgeNetwork(clients, target);
  const polls = target.state.state === "Enabled" || PASSING_STATES.includes(target.state.state);
  const message = !given.message
    ? skipped("nothing was published, as asked")
    : polls
      ? await sendMessage(clients, target, given, progress)
      : skipped("nothing was published, for the mapping does not poll");
  // A message brings out what went wrong since the last one.
  return [answerOf(await stateOf(clients, target)), network, message];
}
