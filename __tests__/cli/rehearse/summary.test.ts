import { isDone, summaryOf } from "../../../cli/rehearse/summary";
import type { OptionResult, RehearsalResult } from "../../../rehearsal";

const option: OptionResult = {
  option: "option-4-isolated",
  seconds: { init: 0.61, deploy: 31.27, publish: 0.85, deliver: 0.32, "plan again": 5.64, destroy: 14.07 },
  published: 1000,
  delivered: 1000,
  duplicated: 0,
  lostWithBroker: 0,
  lastProcessingResult: "OK",
  failure: null,
};

const result: RehearsalResult = {
  options: [option],
  seconds: { start: 2.56, synthesize: 1.94, count: 0.23 },
  rabbitMq: "RabbitMQ 4.3 from Debian sid",
  clusters: 0,
  assumed: ["A failed batch goes back to the queue by reject."],
  left: [],
};

test("a rehearsal that went well", () => {
  expect(isDone(result)).toBe(true);
  expect(summaryOf(result, "v20.20.2")).toBe(
    `option              init  deploy  publish  deliver  plan again  destroy   total  published  delivered  duplicated  mapping shows
option-4-isolated  0.6 s  31.3 s    0.8 s    0.3 s       5.6 s   14.1 s  52.8 s       1000       1000           0  OK

Besides: start 2.6 s, synthesize 1.9 s, count 0.2 s.

Nothing is left in the account.

RabbitMQ 4.3 from Debian sid stood for the brokers, and Node.js v20.20.2 for the runtime of the functions.
Assumed, for AWS documents none of it:
  - A failed batch goes back to the queue by reject.
`,
  );
});

test("a cluster is one server, and the summary says so", () => {
  expect(summaryOf({ ...result, clusters: 1 }, "v20.20.2")).toContain(
    "\nEach cluster was one server, reported as three nodes: 1.\n",
  );
});

test("messages that went with the broker are counted", () => {
  expect(summaryOf({ ...result, options: [{ ...option, lostWithBroker: 12 }] }, "v20.20.2")).toContain(
    "\noption-4-isolated: 12 messages went with the broker.\n",
  );
});

test("messages that nobody could count are not passed over", () => {
  const text = summaryOf({ ...result, options: [{ ...option, lostWithBroker: null }] }, "v20.20.2");
  expect(text).toContain(
    "\noption-4-isolated: messages may have gone with the broker: it did not answer any more when it was deleted, so that nobody counted them.\n",
  );
});

test("what failed, in which phase, and phases that were not reached", () => {
  const failed: OptionResult = {
    ...option,
    seconds: { init: 0.6, deploy: 31.3 },
    published: 0,
    delivered: 0,
    lastProcessingResult: "",
    failure: { phase: "deploy", message: "terraform apply failed:\nError: no" },
  };
  const text = summaryOf({ ...result, options: [failed] }, "v20.20.2");
  expect(isDone({ ...result, options: [failed] })).toBe(false);
  expect(text).toContain(
    "\noption-4-isolated  0.6 s  31.3 s        -        -           -        -  31.9 s          0          0           0\n",
  );
  expect(text).toContain('\noption-4-isolated failed in phase "deploy":\n  terraform apply failed:\n  Error: no\n');
});

test("what is left", () => {
  const left = ["network interface eni-1", "subnet subnet-1"];
  expect(isDone({ ...result, left })).toBe(false);
  expect(summaryOf({ ...result, left }, "v20.20.2")).toContain(
    "\nLeft in the account:\n  network interface eni-1\n  subnet subnet-1\n",
  );
});
