import { Batching, type BatchLimits } from "../../../../rehearsal/poller/batch/batching";

const LIMITS: BatchLimits = { size: 3, window: 500, payload: 100 };

/** A batching, and what it has completed, each record shown by its size. */
function batchingOf(limits: Partial<BatchLimits> = {}) {
  const batching = new Batching<{ readonly bytes: number }>({ ...LIMITS, ...limits });
  const show = (batches: { readonly bytes: number }[][]) => batches.map((batch) => batch.map(({ bytes }) => bytes));
  return {
    batching,
    add: (bytes: number, now: number) => show(batching.add({ bytes }, now)),
    closeDue: (now: number) => show(batching.closeDue(now)),
  };
}

test("a batch is complete at its size", () => {
  const { add, batching } = batchingOf();
  expect([add(1, 0), add(2, 0), add(3, 0)]).toEqual([[], [], [[1, 2, 3]]]);
  expect(batching.due).toBe(Number.POSITIVE_INFINITY);
});

test("its window begins with its first record, and ends without another", () => {
  const { add, closeDue, batching } = batchingOf();
  add(1, 1000);
  add(2, 1499);
  expect(batching.due).toBe(1500);
  expect([closeDue(1499), closeDue(1500), closeDue(1500)]).toEqual([[], [[1, 2]], []]);
});

test("a record that comes after the window's end is in the next batch, however late the clock is looked at", () => {
  const { add, batching } = batchingOf();
  add(1, 0);
  expect(add(2, 500)).toEqual([[1]]);
  expect(batching.due).toBe(1000);
});

test("without a window each record is complete at once", () => {
  const { add, closeDue } = batchingOf({ window: 0 });
  add(1, 7);
  expect(closeDue(7)).toEqual([[1]]);
});

test.each([
  { what: "that fits exactly, separator included, completes the batch", last: 49, batches: [[49, 49]] },
  { what: "that is one byte too large waits for the next batch", last: 50, batches: [[49]] },
])("a record $what", ({ last, batches }) => {
  const { add } = batchingOf();
  add(49, 0);
  expect(add(last, 0)).toEqual(batches);
});

test("one record may complete two batches: the one it does not fit into, and its own", () => {
  const { add } = batchingOf();
  add(10, 0);
  expect(add(99, 0)).toEqual([[10], [99]]);
});

test.each([
  [99, true],
  [100, false],
])("a record of %d bytes fits into a batch of 100: %s", (bytes, fits) => {
  expect(batchingOf().batching.fits({ bytes })).toBe(fits);
});
