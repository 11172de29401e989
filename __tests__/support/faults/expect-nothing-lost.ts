import { describeWithRabbitMq } from "../describe-rabbitmq";
import { type FaultsGiven, runFaults } from "./run-faults";

/** How long it may take, in milliseconds. */
const LIMIT = 1_800_000;

/** A test that lets messages flow while everything fails once. */
export function expectNothingLost(given: FaultsGiven): void {
  describeWithRabbitMq("faults", { tls: true }, (server) => {
    test(
      `${given.messages} confirmed messages are each processed at least once, whatever fails meanwhile`,
      async () => {
        const result = await runFaults(server(), given);
        process.stderr.write(`faults amid ${given.messages} messages: ${JSON.stringify(result)}\n`);
        expect(result.confirmed).toBeGreaterThanOrEqual(given.messages);
        expect([result.left, result.deadLetters]).toEqual([0, 0]);
        expect(result.failures).toBeGreaterThan(0);
      },
      LIMIT,
    );
  });
}
