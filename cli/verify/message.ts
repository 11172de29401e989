import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type FilteredLogEvent, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { type FunctionConfiguration, InvokeCommand } from "@aws-sdk/client-lambda";
import type { Progress } from "../progress";
import type { Answer } from "./answer";
import type { VerifyArguments } from "./arguments";
import { type Clients, explained } from "./clients";
import { findFunction, publisherBeside, type Target } from "./target";

/** Milliseconds between two looks into the log. */
const PAUSE = 1_000;

/** How far this machine's clock may be ahead of AWS's, in milliseconds. */
const CLOCK_TOLERANCE = 300_000;

/** Publishes a message and waits until the listener logs it. */
export async function sendMessage(
  clients: Clients,
  target: Target,
  given: VerifyArguments,
  progress: Progress,
): Promise<Answer> {
  const name = publisherBeside(target);
  const publisher = name === undefined ? undefined : await findFunction(clients, name);
  const { QUEUE, VIRTUAL_HOST } = publisher?.Environment?.Variables ?? {};
  if (publisher === undefined || VIRTUAL_HOST !== target.virtualHost) {
    return skipped("no publisher to its virtual host is known, so that no message was sent");
  }
  const listener = await findFunction(clients, target.functionArn);
  if (listener === undefined) return failure(`the function ${target.functionArn} is not there`, "Deploy it again");

  progress.say("publishing a message");
  const sent = Date.now();
  const published = await publish(clients, publisher, QUEUE === target.queue ? null : target.queue, given.body);
  if ("error" in published) {
    const what = `The publisher could not publish: ${published.error}`;
    return failure("the message was not published", "Do what this error says", what);
  }
  progress.say("waiting for the listener to log it");
  return lookFor({ clients, target, listener, id: published.id, sent, deadline: Date.now() + given.timeout * 1000 });
}

/**
 * @param queue null for the publisher's own
 * @returns the id of the message that the broker has confirmed
 */
async function publish(
  { lambda }: Clients,
  { FunctionName }: FunctionConfiguration,
  queue: string | null,
  body: string | null,
): Promise<{ readonly id: string } | { readonly error: string }> {
  const event = {
    ...(queue === null ? {} : { queue }),
    messageIdPrefix: `verify-${randomUUID().slice(0, 8)}-`,
    ...(body === null ? {} : { body: bodyOf(body) }),
  };
  try {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }),
    );
    const answer = JSON.parse(Buffer.from(Payload ?? []).toString("utf8"));
    return FunctionError === undefined ? { id: answer.confirmed[0] } : { error: answer.errorMessage };
  } catch (error) {
    throw explained(`lambda:InvokeFunction of ${FunctionName}`, error);
  }
}

/** An object stays one; all else is text. */
function bodyOf(text: string): string | object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : text;
  } catch {
    return text;
  }
}

interface Wait {
  readonly clients: Clients;
  readonly target: Target;
  readonly listener: FunctionConfiguration;
  readonly id: string;
  readonly sent: number;
  readonly deadline: number;
}

async function lookFor({ clients, target, listener, id, sent, deadline }: Wait): Promise<Answer> {
  const logGroup = listener.LoggingConfig?.LogGroup ?? `/aws/lambda/${listener.FunctionName}`;
  for (;;) {
    const lines = await linesWith(clients, logGroup, id, sent);
    const failed = lines.find(({ message = "" }) => /could not be processed|cannot be decoded/.test(message));
    if (failed !== undefined) {
      const what = `Your function was given the message, and failed on it: ${reasonIn(failed.message)}`;
      return failure(`message ${id} reached the listener, which failed`, `Look into the log group ${logGroup}`, what);
    }
    const [line] = lines;
    if (line !== undefined) {
      const trip = Math.max(0, (line.timestamp ?? sent) - sent);
      const said = `message ${id} was logged by the listener ${(trip / 1000).toFixed(1)} s after it was sent (by two clocks)`;
      return { question: "message", outcome: "works", said, causes: [] };
    }
    if (Date.now() > deadline) break;
    await sleep(PAUSE);
  }
  const said = `the broker confirmed message ${id}, and the listener has not logged it in time`;
  if (target.hasFilters) {
    const what = "The mapping has filters, and drops what does not pass them";
    return {
      question: "message",
      outcome: "unknown",
      said,
      causes: [{ what, remedy: "Give --body with one that passes" }],
    };
  }
  if (
    listener.LoggingConfig?.ApplicationLogLevel === "WARN" ||
    listener.LoggingConfig?.ApplicationLogLevel === "ERROR"
  ) {
    const what = "The function's log level leaves out the line that says that a message has come";
    return { question: "message", outcome: "unknown", said, causes: [{ what, remedy: "Set its log level to INFO" }] };
  }
  const what = "The message is in the queue, or waits behind others, and nobody has processed it";
  return failure(said, "Do what the other answers say; give --timeout where the queue is long", what);
}

async function linesWith(
  { logs }: Clients,
  logGroupName: string,
  id: string,
  sent: number,
): Promise<readonly FilteredLogEvent[]> {
  try {
    const found: FilteredLogEvent[] = [];
    let nextToken: string | undefined;
    do {
      const page = await logs.send(
        new FilterLogEventsCommand({
          logGroupName,
          startTime: sent - CLOCK_TOLERANCE,
          filterPattern: `"${id}"`,
          ...(nextToken === undefined ? {} : { nextToken }),
        }),
      );
      found.push(...(page.events ?? []));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return found.filter(({ message = "" }) => message.includes(id));
  } catch (error) {
    // Where a function has never run, there may be no log group yet.
    if ((error as Error).name === "ResourceNotFoundException") return [];
    throw explained(`logs:FilterLogEvents of ${logGroupName}`, error);
  }
}

function reasonIn(line = ""): string {
  try {
    return JSON.parse(line).reason ?? line;
  } catch {
    return line;
  }
}

/** Why nothing was sent. */
export function skipped(said: string): Answer {
  return { question: "message", outcome: "skipped", said, causes: [] };
}

function failure(said: string, remedy: string, what: string = said): Answer {
  return { question: "message", outcome: "fails", said, causes: [{ what, remedy }] };
}
