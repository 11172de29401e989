import { failurePause, limitPause } from "../../../hcp/api/pause";

describe("pauses after failures", () => {
  test.each([
    [1, 0, 1_000],
    [1, 1, 500],
    [2, 0, 2_000],
    [5, 0, 16_000],
    [6, 0, 20_000],
    [60, 0, 20_000],
  ])("attempt %d, chance %d: %d ms", (attempt, random, pause) => {
    expect(failurePause(attempt, random)).toBe(pause);
  });
});

test("who waits for a limit comes up to a quarter of a second later, never earlier", () => {
  const headers = new Headers({ "x-ratelimit-reset": "0.5" });
  expect(limitPause(headers, 1, 0, 0)).toBe(500);
  expect(limitPause(headers, 1, 0, 0.999)).toBe(750);
});
