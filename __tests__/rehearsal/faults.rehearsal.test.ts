import { rabbitMqSources } from "../../rehearsal/brokers/sources";
import { describeRehearsal } from "../support/describe-rehearsal";
import { expectNothingLost } from "../support/faults/expect-nothing-lost";
import { rehearseAmidFaults } from "../support/faults/rehearse-amid-faults";

const LIMIT = 1_800_000;
const MESSAGES = 100_000;

const sources = rabbitMqSources();

describeRehearsal("an option in which everything fails once", () => {
  // RabbitMQ 4.0 counts nack towards the delivery limit, 4.3 does not: there a poison batch comes back for ever.
  test.each(
    [
      { returnedBy: "reject" as const, rabbitMq: sources[0] },
      { returnedBy: "nack" as const, rabbitMq: sources.find(({ name }) => name.includes("RabbitMQ 4.0")) },
    ].filter(({ rabbitMq }) => rabbitMq !== undefined),
  )(
    "$rabbitMq.name, batches returned by $returnedBy: all of 100,000 confirmed messages are processed, and destroying leaves nothing",
    async ({ returnedBy, rabbitMq }) => {
      const { faults, rehearsal, waiting, files } = await rehearseAmidFaults({
        ...{ messages: MESSAGES, before: 1000, cut: 60, returnedBy },
        ...(rabbitMq !== undefined && { rabbitMq }),
        signal: AbortSignal.timeout(LIMIT),
      });
      process.stderr.write(`faults: ${JSON.stringify(faults)}\n${JSON.stringify(rehearsal)}\n`);
      expectNothingLost(faults, MESSAGES);
      expect([rehearsal.left, files]).toEqual([[], []]);
      expect(rehearsal.options[0]?.lostWithBroker).toBeGreaterThanOrEqual(waiting + faults.poisonDeliveries.length);
    },
    LIMIT,
  );
});
