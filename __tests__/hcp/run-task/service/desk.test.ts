import { setImmediate as later, setTimeout as sleep } from "node:timers/promises";
import type { RunTaskRequest } from "../../../../hcp/run-task/request/request";
import { Desk } from "../../../../hcp/run-task/service/desk";
import { Seen } from "../../../../hcp/run-task/service/seen";

const requestOf = (resultId: string) => ({ resultId }) as RunTaskRequest;

test("nothing is begun before whoever asks is answered, and not more at once than there is room for", async () => {
  const begun: string[] = [];
  let working = 0;
  let most = 0;
  const desk = new Desk({ concurrency: 2, queue: 10 }, async ({ resultId }) => {
    begun.push(resultId);
    working += 1;
    most = Math.max(most, working);
    await sleep(5);
    working -= 1;
  });
  expect(["a", "b", "c", "d"].map((id) => desk.take(requestOf(id)))).toEqual(Array(4).fill("accepted"));
  expect(begun).toEqual([]);
  await later();
  expect([begun, desk.working, desk.waiting]).toEqual([["a", "b"], 2, 2]);
  await sleep(50);
  expect([begun, most]).toEqual([["a", "b", "c", "d"], 2]);
});

test("what is full forgets what it did not take", () => {
  const desk = new Desk({ concurrency: 1, queue: 1 }, () => new Promise(() => {}));
  expect(["a", "b", "c", "b", "c"].map((id) => desk.take(requestOf(id)))).toEqual([
    "accepted",
    "accepted",
    "full",
    "known",
    "full",
  ]);
});

describe("results that are remembered", () => {
  test("are so for an hour", () => {
    let now = 0;
    const seen = new Seen(10, () => now);
    expect([seen.isNew("a"), seen.isNew("a")]).toEqual([true, false]);
    now = 3_599_999;
    expect(seen.isNew("a")).toBe(false);
    now = 3_600_000;
    expect(seen.isNew("a")).toBe(true);
  });

  test("are never more than there is room for: the oldest are forgotten", () => {
    const seen = new Seen(3, () => 0);
    for (let index = 0; index < 1_000; index++) expect(seen.isNew(`${index}`)).toBe(true);
    expect(seen.size).toBe(3);
    expect([seen.isNew("999"), seen.isNew("998"), seen.isNew("0")]).toEqual([false, false, true]);
  });
});
