import { ExplainedError } from "../shared/explained-error";
import { type Destination, destinationInWords } from "./destination";

/** How an error's text names each outcome. */
const HEADINGS = {
  confirmed: () => "Confirmed",
  returned: (destination: Destination) =>
    "queue" in destination
      ? "Returned, for the virtual host has no such queue"
      : "Returned, for no queue is bound to the exchange so",
  refused: () => "Refused by the queue, which is full or cannot store now",
  unanswered: () => "Not answered",
};

type Outcome = keyof typeof HEADINGS;

/** What became of each message. */
export class Outcomes {
  readonly #byId = new Map<string, Outcome>();

  /** @param ids the ids of all messages */
  constructor(private readonly ids: readonly string[]) {}

  /** Notes what the broker says. It says that a message is returned before it confirms it all the same: that stays. */
  note(id: string, outcome: Exclude<Outcome, "unanswered">): void {
    if (!this.#byId.has(id)) this.#byId.set(id, outcome);
  }

  /** Whether the broker has said something about every message. */
  get complete(): boolean {
    return this.#byId.size === this.ids.length;
  }

  /**
   * @param destination for the error's text
   * @param troubles what went wrong meanwhile
   * @returns all ids
   * @throws ExplainedError that says which messages were confirmed and which were not, and why
   */
  allConfirmed(destination: Destination, troubles: readonly string[]): readonly string[] {
    const confirmed = this.#idsOf("confirmed").length;
    if (confirmed === this.ids.length) return this.ids;
    const outcomes = (Object.keys(HEADINGS) as Outcome[]).filter((outcome) => this.#idsOf(outcome).length > 0);
    throw new ExplainedError(
      "NotConfirmed",
      [
        `Of ${this.ids.length} messages for ${destinationInWords(destination)}, ${confirmed} were confirmed.`,
        ...outcomes.map((outcome) => `${HEADINGS[outcome](destination)}: ${this.#idsOf(outcome).join(", ")}.`),
        ...troubles.map((trouble) => `Meanwhile: ${trouble}.`),
      ].join("\n"),
    );
  }

  #idsOf(outcome: Outcome): string[] {
    return this.ids.filter((id) => (this.#byId.get(id) ?? "unanswered") === outcome);
  }
}
