import { readFileSync } from "node:fs";
import { type PlanDigest, parsePlanDigest } from "../../plan-review/digest/plan-digest";
import { Mistake } from "../mistake";

/**
 * A digest that was written.
 *
 * @throws Mistake when it cannot be read, or is none
 */
export function readPlanDigest(name: string, path: string): PlanDigest {
  const text = readFile(name, path, "give the file that `mqesm plan-digest --write` wrote").toString("utf8");
  const digest = parsePlanDigest(jsonIn(text));
  if (digest !== undefined) return digest;
  throw new Mistake([`${name} is no digest, or was changed: give the file that \`mqesm plan-digest --write\` wrote.`]);
}

/** @throws Mistake when it cannot be read */
export function readFile(name: string, path: string, expected: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Mistake([`${name} cannot be read (${(error as NodeJS.ErrnoException).code}): ${expected}.`]);
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
