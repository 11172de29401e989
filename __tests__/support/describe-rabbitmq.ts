import { HOW_TO_GET_A_SERVER, rabbitMqSources } from "../../rehearsal/brokers/sources";
import { givenServer, type RabbitMqServer, startServer } from "./rabbitmq-server";

/** Which servers some tests need. */
export interface ServerNeeds {
  /**
   * Each series there is, for what they do differently; otherwise the newest alone.
   *
   * @default false
   */
  readonly eachSeries?: boolean;
  /**
   * A certificate from an authority that the tests know.
   *
   * @default false
   */
  readonly tls?: boolean;
}

/** How long making a server's folder and starting it may take, in milliseconds. */
const START_LIMIT = 600_000;
const STOP_LIMIT = 30_000;

/**
 * A `describe` for tests that need a real RabbitMQ server of series 4. Each block has a server of its own. Where none can
 * be had, the tests are skipped and say in one line how to get one; in CI (`CI=true`) they fail instead.
 */
export function describeWithRabbitMq(
  name: string,
  { eachSeries = false, tls = false }: ServerNeeds,
  tests: (server: () => RabbitMqServer) => void,
): void {
  const given = givenServer();
  const own = rabbitMqSources().map((source) => ({ name: source.name, start: () => startServer(source) }));
  const fitting = given === undefined ? own : tls ? [] : [given];
  const why =
    given === undefined
      ? `${HOW_TO_GET_A_SERVER}, or set RABBITMQ_URL (and RABBITMQ_MANAGEMENT_URL)`
      : "its tests start a server themselves: unset RABBITMQ_URL";
  if (fitting.length === 0 && process.env.CI === "true") {
    test(name, () => {
      throw new Error(why);
    });
  } else if (fitting.length === 0) {
    process.stderr.write(`skipped: ${name}: ${why}\n`);
    test.skip(name, () => {});
  }
  for (const source of eachSeries ? fitting : fitting.slice(0, 1)) {
    describe(`${name} (${source.name})`, () => {
      let server: RabbitMqServer | undefined;
      beforeAll(async () => {
        server = await source.start();
      }, START_LIMIT);
      afterAll(async () => {
        await server?.stop();
      }, STOP_LIMIT);
      tests(() => server as RabbitMqServer);
    });
  }
}
