import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  ANY_MESSAGE,
  type Assumptions,
  type ExampleMessage,
  findListener,
  findRabbitMq,
  type ListenerNews,
  readMessages,
  rehearseListener,
} from "../../rehearsal";
import { Mistake } from "../mistake";
import { printable } from "../printable";
import type { Surroundings } from "../surroundings";
import type { ListenerArguments } from "./arguments";
import { REHEARSE_EXIT_CODES } from "./exit-code";

/** `mqesm rehearse --listener`: the user's own code, fed by a real queue. What it logs goes to standard output. */
export async function runListener(
  { name, event, once }: ListenerArguments,
  assumed: Assumptions,
  around: Surroundings,
  signal: AbortSignal,
): Promise<number> {
  const listener = await findListener(name, signal);
  const { source } = listener;
  const messages = messagesFrom(event === null ? exampleOf(source) : resolve(around.cwd, event));
  const rabbitMq = findRabbitMq();
  const started = performance.now();
  const say = (text: string) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    around.stderr.write(`${seconds.padStart(6)} s  ${text}\n`);
  };
  say(`start ${rabbitMq.name}`);
  const well = await rehearseListener(rabbitMq, {
    ...{ listener, messages, once, assumed, signal },
    tell: (news) => {
      if (news.kind === "log") around.stdout.write(`${news.line}\n`);
      else say(wordsOf(news, source, messages.length, once));
    },
  });
  return REHEARSE_EXIT_CODES[well ? "done" : "failed"].code;
}

function wordsOf(
  news: Exclude<ListenerNews, { kind: "log" }>,
  source: string,
  messages: number,
  once: boolean,
): string {
  switch (news.kind) {
    case "up":
      return [
        `RabbitMQ is up: ${news.console}, or ${news.amqps} for clients, user ${news.user.username}, password ${news.user.password}`,
        ...(once ? [] : ["          save a file of the listener to load it anew; Ctrl-C ends everything"]),
      ].join("\n");
    case "built":
      return `lambda-src/${source} is loaded; publish ${messages === 1 ? "a message" : `${messages} messages`}`;
    case "not-built":
      return `lambda-src/${source} does not build:\n${news.problem}`;
    case "processed":
      return `a batch of ${news.messages} was processed and acknowledged`;
    case "filtered-out":
      return "the mapping's filters drop a message: it is acknowledged, and nobody gets it";
    case "failed":
      return `the function failed: ${printable(news.error)}\n          its whole batch comes again, up to the queue's delivery limit`;
    case "not-polling":
      return `the poller has stopped: ${news.result}`;
  }
}

/** A further listener has one beside its code. */
function exampleOf(source: string): string | null {
  const file = resolve(__dirname, "../../lambda-src", source, "example-event.json");
  return existsSync(file) ? file : null;
}

function messagesFrom(file: string | null): readonly ExampleMessage[] {
  if (file === null) return [ANY_MESSAGE];
  try {
    return readMessages(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Mistake([`${file} cannot be used: ${(error as Error).message}.`]);
  }
}
