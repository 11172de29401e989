import { stackIds } from "../stacks/stack-states";
import type { Option } from "./arguments";
import type { Entry } from "./commands";
import { EXIT_CODES } from "./exit-code";
import { formerPlaces } from "./former-place";

const meanings: Readonly<Record<Option, string>> = {
  "auto-approve": "--auto-approve         do not ask",
  "give-up-broker":
    "--give-up-broker=NAME  the broker NAME may be lost with its messages, where a plan replaces it or AWS does not show it",
  from: `--from=PLACE           where the state is now: ${formerPlaces.join(", ")}`,
};

const others = "others                 Terraform's own";

/** What `npm run <command> -- --help` prints. */
export function help(name: string, { summary, usage, options }: Entry): string {
  return `npm run ${name} -- STACK ${usage}

${summary.charAt(0).toUpperCase()}${summary.slice(1)}. The settings say which environment, and where its state is.

Stacks
${stackIds.map((id) => `  ${id}`).join("\n")}

Options
${[...options.map((option) => meanings[option]), others].map((line) => `  ${line}`).join("\n")}

Environment
  TERRAFORM_BINARY       the Terraform to run (default: terraform, else tofu, in PATH)

Exit codes
${Object.values(EXIT_CODES)
  .map(({ code, meaning }) => `  ${code}  ${meaning}`)
  .join("\n")}
`;
}
