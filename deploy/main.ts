import { isMistake } from "../modules/mistake";
import { commands } from "./commands";
import { Deployment } from "./deployment";
import { EXIT_CODES } from "./exit-code";
import { help } from "./help";
import { Questions } from "./questions";
import { TerraformFailed } from "./terraform";

// npm run plan, deploy, destroy, outputs and move-state: node bundle-and-run.cjs deploy/main.ts COMMAND ...

/** @returns the exit code */
async function main([name = "", ...argv]: readonly string[]): Promise<number> {
  const command = commands.get(name);
  if (command === undefined) throw new Error(`package.json runs ${JSON.stringify(name)}, which is no command.`);
  if (argv.includes("--help") || argv.includes("-h")) {
    process.stdout.write(help(name, command));
    return EXIT_CODES.done.code;
  }
  const questions = new Questions();
  try {
    const given = command.parse(argv);
    const deployment = await Deployment.prepare(given.stackId);
    return EXIT_CODES[await command.run(deployment, given, questions)].code;
  } catch (error) {
    if (error instanceof TerraformFailed) {
      process.stderr.write(error.message);
      return EXIT_CODES.failed.code;
    }
    if (!isMistake(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT_CODES.refused.code;
  } finally {
    questions.close();
  }
}

main(process.argv.slice(3)).then((code) => {
  process.exitCode = code;
});
