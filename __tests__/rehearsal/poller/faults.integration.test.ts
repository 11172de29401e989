import { describeWithRabbitMq } from "../../support/describe-rabbitmq";
import { runFaults } from "../../support/faults/run-faults";

/** 10,000 where every change waits for it; npm run test:rehearsal takes 100,000, and a minute without network. */
const MESSAGES = Number(process.env.REHEARSAL_MESSAGES ?? 10_000);
const CUT = Number(process.env.REHEARSAL_CUT_SECONDS ?? 15);

jest.setTimeout(1_800_000);

describeWithRabbitMq("faults", { tls: true }, (server) => {
  test(`${MESSAGES} confirmed messages are each processed at least once, whatever fails meanwhile`, async () => {
    const result = await runFaults(server(), { messages: MESSAGES, cut: CUT });
    process.stderr.write(`${JSON.stringify(result)}\n`);
    expect(result.confirmed).toBeGreaterThanOrEqual(MESSAGES);
    expect([result.left, result.deadLetters]).toEqual([0, 0]);
    expect(result.failures).toBeGreaterThan(0);
  });
});
