import { RUN_TASK_PATH } from "../../hcp/run-task/index";
import { RUN_TASK_EXIT_CODES } from "./exit-code";
import { KEY_FILE_VARIABLE, KEY_VARIABLE } from "./key";
import { type RunTaskSetting, SETTINGS, variableOf } from "./settings";

const WIDTH = 96;
const INDENT = 24;

const options = Object.values<RunTaskSetting<unknown>>(SETTINGS).map((setting) => {
  const { option, takes, meaning, several } = setting;
  const head = `  --${option} ${takes}`;
  const text = `${meaning} (default: ${defaultInWords(setting)}${several ? "; can be given many times" : ""})`;
  return entry(head, text);
});

export const RUN_TASK_HELP = `Usage: mqesm run-task [options]

A service that HCP Terraform or Terraform Enterprise asks at each run (a run task): it judges the run's plan as mqesm check
does, with the configuration that it was made from, and shows the verdict in the run's page, hop by hop.

  POST ${RUN_TASK_PATH}   where HCP Terraform asks: the URL of the run task
  GET /health      whether the service takes requests
  GET /metrics     what it has done, for Prometheus

The key, which HCP Terraform signs its requests with, is read from ${KEY_VARIABLE}, or from a file:
${entry("  --key-file FILE", `the file that holds the key (or ${KEY_FILE_VARIABLE})`)}

Options, each also from the environment: --largest-plan is ${variableOf("largest-plan")}
${options.join("\n")}
  --help, --version

It logs JSON, an object a line, and ends on SIGTERM or SIGINT when every request has its result.

Exit codes
${Object.values(RUN_TASK_EXIT_CODES)
  .map(({ code, meaning }) => `  ${code}   ${meaning}`)
  .join("\n")}

Example
  ${KEY_VARIABLE}=$(cat key) mqesm run-task --address 0.0.0.0
`;

/** A default as people read it. */
export function defaultInWords({ default: value, defaultInWords: words }: RunTaskSetting<unknown>): string {
  return words ?? String(value);
}

function entry(head: string, text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH - INDENT) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  const first = head.length + 2 > INDENT ? `${head}\n${" ".repeat(INDENT)}` : head.padEnd(INDENT);
  return first + lines.join(`\n${" ".repeat(INDENT)}`);
}
