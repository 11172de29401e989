import { type ParseArgsConfig, parseArgs } from "node:util";
import { Mistake } from "./mistake";

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * What a command line gives of a command's options, and what else stands in it.
 *
 * @param command name of the command, for where to read more
 * @throws Mistake when an option is unknown, or lacks its value
 */
export function parseOptions<const T extends Options>(command: string, argv: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, tokens: true, options });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\.\s|\n/);
    throw new Mistake([`${sentence?.replace(/\.$/, "")}. See mqesm ${command} --help.`]);
  }
}
