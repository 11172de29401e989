import { setTimeout as sleep } from "node:timers/promises";
import { ASSUMPTIONS, type Assumptions } from "./assumptions";
import { connect } from "./connection/connect";
import { readCredentials } from "./connection/credentials";
import { failureOf, type PollingFailure } from "./connection/failure";
import { type MessageFilter, readFilters } from "./filters/filters";
import type { Poller, PollerSurroundings, Polling, StartPoller } from "./polling";
import { REPORTS } from "./reports";
import { Session } from "./session";

/**
 * What polls as AWS does for an event source mapping on Amazon MQ for RabbitMQ.
 *
 * @param assumed what AWS does not document
 */
export function pollerThat(assumed: Assumptions = ASSUMPTIONS): StartPoller {
  return (polling, surroundings) => new RabbitMqPoller(polling, surroundings, assumed);
}

class RabbitMqPoller implements Poller {
  readonly #stopping = new AbortController();
  /** Breaks the connection that there is. */
  #breaking = new AbortController();
  readonly #ended: Promise<void>;
  #session: Session | undefined;

  constructor(
    private readonly polling: Polling,
    private readonly surroundings: PollerSurroundings,
    private readonly assumed: Assumptions,
  ) {
    this.#ended = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#session?.stop();
    await this.#ended;
  }

  kill(): void {
    this.#stopping.abort();
    this.#breaking.abort();
  }

  async #run(): Promise<void> {
    const { filter, violations } = readFilters(this.polling.filters);
    if (violations.length > 0) return this.surroundings.report(REPORTS.filters);
    while (!this.#stopping.signal.aborted) {
      const failure = await this.#poll(filter);
      if (failure === undefined || this.#stopping.signal.aborted) return;
      const report = REPORTS[failure.kind];
      this.surroundings.report(report);
      if (report.stopped !== undefined) return;
      await sleep(this.assumed.pauseBeforeConnecting, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }

  /** @returns why it ended; undefined when it was told to */
  async #poll(filter: MessageFilter): Promise<PollingFailure | undefined> {
    const { uuid, secretArn, virtualHost } = this.polling;
    this.#breaking = new AbortController();
    try {
      const endpoint = await this.surroundings.broker();
      const credentials = readCredentials(secretArn, await this.surroundings.secret(secretArn));
      const connection = await connect(endpoint, virtualHost, credentials, uuid, this.#breaking.signal);
      const session = await Session.open(this.polling, this.surroundings, this.assumed, filter, connection);
      this.#session = session;
      if (this.#stopping.signal.aborted) await session.stop();
      else await session.lost;
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }
}
