import type { FaultsResult } from "./run-faults";

/** The queue's delivery limit, unless a setting says otherwise, and the first delivery. */
const POISON_DELIVERIES = 20 + 1;

/** Expects that everything did fail, and that no message was lost by it. */
export function expectNothingLost(faults: FaultsResult, messages: number): void {
  expect(faults).toMatchObject({
    ...{ lost: 0, whileDisabled: 0 },
    poisonDeliveries: Array(5).fill(POISON_DELIVERIES),
    left: { messages: 0, "messages.dead-letter": 5 },
  });
  expect(faults.confirmed).toBeGreaterThanOrEqual(messages);
  expect(faults.failures).toBeGreaterThan(messages / 1000);
  expect(faults.timeouts).toBeGreaterThan(0);
}
