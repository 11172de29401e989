import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  ANY_MESSAGE,
  type Assumptions,
  type ExampleMessage,
  findRabbitMq,
  type ListenerNews,
  listeners,
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
  const source = folderOf(name);
  const messages = messagesFrom(event === null ? exampleOf(source) : resolve(around.cwd, event));
  const rabbitMq = findRabbitMq();
  const started = performance.now();
  const say = (text: string) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    around.stderr.write(`${seconds.padStart(6)} s  ${text}\n`);
  };
  say(`start ${rabbitMq.name}`);
  const well = await rehearseListener(rabbitMq, {
    ...{ source, messages, once, assumed, signal },
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
    case "failed":
      return `the function failed: ${printable(news.error)}\n          its whole batch comes again, up to the queue's delivery limit`;
    case "not-polling":
      return `the poller has stopped: ${news.result}`;
  }
}

function folderOf(name: string | null): string {
  const known = listeners();
  const folder = known.get(name);
  if (folder !== undefined) return folder;
  const names = [...known.keys()].filter((each) => each !== null);
  throw new Mistake([
    `there is no listener ${JSON.stringify(name)} in lambda-src/listeners: ${names.length === 0 ? "it has none" : `it has ${names.join(", ")}`}.`,
  ]);
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
