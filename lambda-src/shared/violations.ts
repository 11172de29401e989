import { ExplainedError } from "./explained-error";

/** Collects everything that is wrong with an input, so that all of it is reported at once. */
export class Violations {
  readonly #found: string[] = [];

  /**
   * @param name what was given: an event's key or an environment variable
   * @param value what it holds
   * @param holds whether the value keeps the rule
   * @param rule completes "it must be …"
   */
  check(name: string, value: unknown, holds: boolean, rule: string): void {
    if (!holds) this.add(`${name} is ${shown(value)}: it must be ${rule}.`);
  }

  /**
   * @param path what comes before the keys, such as `users[0].`
   * @param given an object
   * @param known the keys that it may have
   */
  checkKeys(path: string, given: object, known: readonly string[]): void {
    for (const key of Object.keys(given).filter((candidate) => !known.includes(candidate))) {
      this.add(`${path}${key} is not known: the keys are ${known.join(", ")}.`);
    }
  }

  /** @param sentence a whole sentence, for what {@link check} cannot say */
  add(sentence: string): void {
    this.#found.push(sentence);
  }

  /**
   * @param errorName the error's name
   * @throws ExplainedError that lists everything found, one a line
   */
  throwIfAny(errorName: string): void {
    if (this.#found.length > 0) throw new ExplainedError(errorName, this.#found.join("\n"));
  }
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const json = JSON.stringify(value);
  return json.length > 200 ? `${json.slice(0, 200)}…` : json;
}
