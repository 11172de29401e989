import { createContext, Script } from "node:vm";
import { NOTHING_ACCEPTED } from "../../../cli/check/acceptance/acceptance";
import { parseDocument } from "../../../cli/check/input/document";
import { renderJson } from "../../../cli/check/output/json";
import { renderMarkdown } from "../../../cli/check/output/markdown";
import { renderText } from "../../../cli/check/output/text";
import { Mistake } from "../../../cli/mistake";
import { check, UnusableInputError } from "../../../connectivity/index";
import type { FuzzInput } from "./inputs";
import { SECRET } from "./mutations";

/** No input may keep the check busy for longer. */
const LIMIT_MS = 1_000;

/** When a check is broken off, so that a hang does not hang the test. */
const HANG_MS = 15_000;

/** What an input came to. */
export interface Outcome {
  readonly kind: "judged" | "refused" | "failed";
  readonly milliseconds: number;
  /** What is wrong, for a failure. */
  readonly fault: string | null;
}

const sandbox = { run: (): void => {} };
const context = createContext(sandbox);
const guarded = new Script("run()");

/** Gives one input to the check and to everything that prints its verdict. */
export function attempt(input: FuzzInput): Outcome {
  const first = once(input);
  if (first.fault !== null || first.milliseconds <= LIMIT_MS) return first;
  // Collecting garbage of inputs before this one counts too: slow is what is slow three times.
  const milliseconds = Math.min(first.milliseconds, once(input).milliseconds, once(input).milliseconds);
  if (milliseconds <= LIMIT_MS) return { ...first, milliseconds };
  return { kind: "failed", milliseconds, fault: `took ${Math.round(milliseconds)} ms` };
}

function once({ given }: FuzzInput): Outcome {
  const start = performance.now();
  const before = process.cpuUsage();
  const outcome = (kind: Outcome["kind"], fault: string | null): Outcome => {
    const { user, system } = process.cpuUsage(before);
    // Of a busy machine the processor's time says more than the clock.
    return { kind, milliseconds: Math.min(performance.now() - start, (user + system) / 1000), fault };
  };
  let printed = "";
  sandbox.run = () => {
    const documents = "text" in given ? [parseDocument("input", Buffer.from(given.text))] : given.documents;
    const report = check(documents.map((json, index) => ({ name: `input ${index}`, json })));
    const judged = [{ workspace: "input", report }];
    printed = `${renderText(judged, NOTHING_ACCEPTED, true)}${renderMarkdown(judged, NOTHING_ACCEPTED)}${renderJson(judged)}`;
  };
  try {
    guarded.runInContext(context, { timeout: HANG_MS });
  } catch (error) {
    if (!(error instanceof UnusableInputError || error instanceof Mistake)) {
      return outcome("failed", error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    return error.message.includes(SECRET) ? outcome("failed", "the error holds a secret") : outcome("refused", null);
  }
  return printed.includes(SECRET) ? outcome("failed", "the output holds a secret") : outcome("judged", null);
}
