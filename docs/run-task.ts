import { RUN_TASK_EXIT_CODES } from "../cli/run-task/exit-code";
import { defaultInWords } from "../cli/run-task/help";
import { KEY_FILE_VARIABLE, KEY_VARIABLE } from "../cli/run-task/key";
import { type RunTaskSetting, SETTINGS, variableOf } from "../cli/run-task/settings";
import { table } from "./table";

/** The parts of docs/run-task.md that are made from the code. */
export function runTaskParts(): Readonly<Record<string, string>> {
  return {
    settings: table(
      ["option", "environment variable", "default", "meaning"],
      [
        ["none", `\`${KEY_VARIABLE}\``, "none: it is needed", "the HMAC key of the run task, 16 characters or more"],
        ["`--key-file FILE`", `\`${KEY_FILE_VARIABLE}\``, "none", "instead, the file that holds the key"],
        ...Object.values<RunTaskSetting<unknown>>(SETTINGS).map((setting) => [
          `\`--${setting.option} ${setting.takes}\``,
          `\`${variableOf(setting.option)}\``,
          setting.defaultInWords ?? `\`${defaultInWords(setting)}\``,
          `${setting.meaning}. Allowed: ${setting.allowed}${setting.several ? "; can be given many times, in the variable one a line" : ""}`,
        ]),
      ],
    ),
    "exit-codes": table(
      ["code", "meaning"],
      Object.values(RUN_TASK_EXIT_CODES).map(({ code, meaning }) => [`${code}`, meaning]),
    ),
  };
}
