import fc from "fast-check";
import { Batching } from "../../../../rehearsal/poller/batch/batching";

interface Arrival {
  readonly index: number;
  readonly at: number;
  readonly bytes: number;
}

interface Completed {
  readonly records: readonly Arrival[];
  readonly at: number;
  /** The record whose coming completed it; undefined: the clock did. */
  readonly by: Arrival | undefined;
}

const limits = fc.record({
  size: fc.integer({ min: 1, max: 12 }),
  window: fc.integer({ min: 0, max: 60 }),
  payload: fc.integer({ min: 20, max: 200 }),
});
const gaps = fc.array(fc.record({ gap: fc.nat(40), bytes: fc.integer({ min: 1, max: 19 }) }), { maxLength: 60 });

/** Runs the records by a clock of its own, which stops wherever something is due. */
function run(given: { size: number; window: number; payload: number }, arrivals: readonly Arrival[]): Completed[] {
  const batching = new Batching<Arrival>(given);
  const completed: Completed[] = [];
  const note = (batches: Arrival[][], at: number, by?: Arrival) => {
    for (const records of batches) completed.push({ records, at, by });
  };
  const closeDue = (due: number) => note(batching.closeDue(due), due);
  for (const arrival of arrivals) {
    if (batching.due < arrival.at) closeDue(batching.due);
    note(batching.add(arrival, arrival.at), arrival.at, arrival);
  }
  if (batching.due !== Number.POSITIVE_INFINITY) closeDue(batching.due);
  return completed;
}

function arrivalsOf(given: readonly { gap: number; bytes: number }[]): Arrival[] {
  let at = 0;
  return given.map(({ gap, bytes }, index) => {
    at += gap;
    return { index, at, bytes };
  });
}

const sizeOf = (records: readonly Arrival[]) => records.reduce((sum, { bytes }) => sum + bytes + 1, 0);

function holdsForEachBatch(
  holds: (batch: Completed, given: { size: number; window: number; payload: number }) => boolean,
) {
  fc.assert(
    fc.property(limits, gaps, (given, records) =>
      run(given, arrivalsOf(records)).every((batch) => holds(batch, given)),
    ),
  );
}

test("every record is in one batch, in the order of arrival", () => {
  fc.assert(
    fc.property(limits, gaps, (given, records) => {
      const arrivals = arrivalsOf(records);
      expect(run(given, arrivals).flatMap((batch) => batch.records)).toEqual(arrivals);
    }),
  );
});

test("no batch is empty, larger than its size, or larger than an event may be", () => {
  holdsForEachBatch(
    ({ records }, { size, payload }) => records.length > 0 && records.length <= size && sizeOf(records) <= payload,
  );
});

test("no batch waits longer than its window, counted from its first record", () => {
  holdsForEachBatch(({ records, at }, { window }) => at <= (records[0]?.at ?? 0) + window);
});

test("no batch is complete for no reason: it is full, its window is over, or the next record does not fit", () => {
  holdsForEachBatch(({ records, at, by }, { size, window, payload }) => {
    const full = records.length === size || sizeOf(records) === payload;
    const over = at >= (records[0]?.at ?? 0) + window;
    const nextDoesNotFit = by !== undefined && !records.includes(by) && sizeOf([...records, by]) > payload;
    return full || over || nextDoesNotFit;
  });
});
