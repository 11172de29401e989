import type { RabbitMqServer } from "./rabbitmq-server";
import { HOW_TO_GET_A_SERVER, rabbitMqSources } from "./rabbitmq-sources";

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
  const all = rabbitMqSources();
  const fitting = tls ? all.filter((source) => source.hasTls) : all;
  const why = all.length === 0 ? HOW_TO_GET_A_SERVER : "its tests start a server themselves: unset RABBITMQ_URL";
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
