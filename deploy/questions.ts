import { createInterface, type Interface } from "node:readline";
import type { BrokerAtStake } from "./broker-at-stake";
import { say } from "./say";

/** Asks on the terminal, as Terraform does. Answers may come through a pipe too. */
export class Questions {
  #lines: Interface | undefined;
  #answers: AsyncIterator<string> | undefined;

  /**
   * Whether `yes` is the answer, and nothing else.
   *
   * @param refusal what is said otherwise
   */
  async approve(question: string, refusal: string): Promise<boolean> {
    const answer = await this.#ask(`${question}\n  Only 'yes' will be accepted to approve.`);
    if (answer === "yes") return true;
    say(refusal, ...(answer === undefined ? ["Where nobody can answer, add --auto-approve."] : []));
    return false;
  }

  /**
   * Whether a broker may be given up: its name was given beforehand, or is given now. `--auto-approve` is no answer to that: it is
   * written where nobody looks at the plan.
   */
  async giveUp({ name, explanation }: BrokerAtStake, given: string | undefined): Promise<boolean> {
    say("", explanation);
    const answer = given ?? (await this.#ask("To go on all the same, enter the broker's name."));
    if (answer === name) return true;
    say(
      "Nothing was changed.",
      ...(given === undefined ? [] : [`--give-up-broker names ${given}, and this is ${name}.`]),
      ...(answer === undefined ? [`Where nobody can answer, add --give-up-broker=${name} if it may go.`] : []),
    );
    return false;
  }

  close(): void {
    this.#lines?.close();
  }

  /** @returns the next line of standard input; undefined where there is none */
  async #ask(question: string): Promise<string | undefined> {
    process.stdout.write(`\n${question}\n\n  Enter a value: `);
    this.#lines ??= createInterface({ input: process.stdin });
    this.#answers ??= this.#lines[Symbol.asyncIterator]();
    // Ctrl-C is an answer: the process ends in order, and the saved plan goes with it.
    const interrupted = () => this.close();
    process.once("SIGINT", interrupted);
    const { value, done } = await this.#answers.next();
    process.off("SIGINT", interrupted);
    if (process.stdin.isTTY !== true) process.stdout.write("\n");
    return done ? undefined : value.trim();
  }
}
