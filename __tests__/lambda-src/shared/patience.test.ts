import { NotYet, Patience } from "../../../lambda-src/shared/patience";
import { FakeClock } from "../../support/fake-clock";
import { catchLogLines } from "../../support/log-lines";

const logLines = catchLogLines();

function attempts(...outcomes: (string | Error)[]): () => Promise<string> {
  return async () => {
    const outcome = outcomes.length > 1 ? outcomes.shift() : outcomes[0];
    if (outcome instanceof Error) throw outcome;
    return outcome ?? "";
  };
}

function patienceOf(seconds: number, clock = new FakeClock()) {
  return { clock, patience: new Patience(clock, clock.now() + seconds * 1000) };
}

const notYet = new NotYet("Starting", "The broker is starting.");

test("tries again, with growing pauses of ten seconds at the most", async () => {
  const { clock, patience } = patienceOf(300);
  await expect(patience.until(attempts(...Array(8).fill(notYet), "ready"))).resolves.toBe("ready");
  expect(clock.pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  expect(logLines()[0]).toMatchObject({ level: "WARN", reason: "The broker is starting.", pauseMilliseconds: 500 });
});

test("starts nothing after the deadline, and says how long it tried", async () => {
  const { clock, patience } = patienceOf(10);
  await expect(patience.until(attempts(notYet))).rejects.toMatchObject({
    name: "Starting",
    message: "The broker is starting. Tried for 8 seconds.",
  });
  expect(clock.pauses).toEqual([500, 1000, 2000, 4000]);
});

test("gives up earlier where trying is not worth it", async () => {
  const { clock, patience } = patienceOf(300);
  await expect(patience.until(attempts(new NotYet("Refused", "Refused.", 3_000)))).rejects.toThrow(
    "Refused. Tried for 2 seconds.",
  );
  expect(clock.pauses).toEqual([500, 1000]);
});

test("does not try again what time cannot cure", async () => {
  const { clock, patience } = patienceOf(300);
  await expect(patience.until(attempts(new Error("wrong"), "ready"))).rejects.toThrow("wrong");
  expect(clock.pauses).toEqual([]);
});

test("a call over the network ends at the deadline at the latest, even one that has passed", async () => {
  const { patience } = patienceOf(-5);
  const signal = patience.callSignal();
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
  expect(signal.reason.name).toBe("TimeoutError");
});
