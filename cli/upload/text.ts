import { createColors } from "picocolors";
import type { Event } from "../../hcp/runs/index";
import { renderText } from "../check/output/text";
import { printable } from "../printable";
import { type Surroundings, wantsColor } from "../surroundings";
import type { Reporter } from "./reporter";

/** For people. */
export function text({ stdout, stderr, env }: Pick<Surroundings, "stdout" | "stderr" | "env">): Reporter {
  const color = wantsColor(stdout, env);
  const { bold, dim } = createColors(color);
  const say = (line: string) => stdout.write(`${line}\n`);
  return {
    started: ({ url, isFound }) => {
      say(`${bold("Run:")} ${url}`);
      if (isFound) say("It was started by an earlier upload of the same; --new starts another.");
    },
    event: (event) => say(event.kind === "state" ? dim(spoken(event, color)) : spoken(event, color)),
    verdict: ({ why, judged, acceptance }) => {
      say("");
      if (why !== null) say(printable(why));
      if (judged.length > 0) stdout.write(renderText(judged, acceptance, color));
      say("");
    },
    ended: ({ text: result }) => say(bold(result)),
    note: (line) => stderr.write(`mqesm: ${printable(line)}\n`),
  };
}

function spoken(event: Event, color: boolean): string {
  switch (event.kind) {
    case "state":
      return `-- ${printable(event.state).replaceAll("_", " ")}`;
    case "log":
      return event.text
        .split("\n")
        .map((line) => shown(line, color))
        .join("\n");
    case "policy":
      return `Policies ${printable(event.status).replaceAll("_", " ")}: ${event.passed} passed, ${event.failed} failed`;
    case "task": {
      const { name, stage, status, isMandatory, message, url } = event;
      const force = status === "passed" ? "" : isMandatory ? " (mandatory)" : " (advisory)";
      const details = url === null ? "" : `\n  Details: ${printable(url)}`;
      return `Run task ${printable(name)}, ${printable(stage)}: ${printable(status)}${force}${message === "" ? "" : `, ${printable(message)}`}${details}`;
    }
  }
}

/** What sets a colour on a terminal, and nothing else that moves it. */
const COLOR = new RegExp(`(${String.fromCharCode(27)}\\[[0-9;]*m)`);

/** A line of a log: Terraform's colours stay where there are colours; all else that steers a terminal is shown as text. */
function shown(line: string, color: boolean): string {
  return line
    .replaceAll("\t", "  ")
    .replace(/\r$/, "")
    .split(COLOR)
    .map((part, index) => (index % 2 === 0 ? printable(part) : color ? part : ""))
    .join("");
}
