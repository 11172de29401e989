import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DEFAULT_SETTINGS } from "../../../../hcp/run-task/index";
import { LARGEST_BODY } from "../../../../hcp/run-task/request/body";
import { folderWith } from "../../../cli/folders";
import { bundledJudge } from "../../../support/hcp/bundled-judge";
import { signed, TEST_PAYLOAD } from "../../../support/hcp/run-task-payload";
import { serviceFor, type TestedService } from "../../../support/hcp/run-task-service";
import { RunTaskStandIn } from "../../../support/hcp/run-tasks";

const planOf = (name: string) => readFileSync(join(__dirname, "../../../connectivity/cases", name, "plan.json"));

const hcp = new RunTaskStandIn();
let judge: string;
let tested: TestedService;

beforeAll(async () => {
  await hcp.start();
  judge = await bundledJudge(folderWith());
  tested = await serviceFor(hcp.hostname, judge);
});

afterAll(async () => {
  await tested.service.stop(0);
  await hcp.stop();
});

afterEach(() => {
  expect(hcp.complaints).toEqual([]);
});

const post = (body: string, headers: Record<string, string>) => fetch(tested.url, { method: "POST", body, headers });
const bodyOf = async (response: Response) => [response.status, await response.text()];
const at = (path: string) => tested.url.replace("/run-task", path);

describe("what it is asked", () => {
  test("the test of a new run task is answered 200, and starts nothing", async () => {
    const body = JSON.stringify(TEST_PAYLOAD);
    expect(await bodyOf(await post(body, { "x-tfc-task-signature": signed(body) }))).toEqual([
      200,
      "The run task is set up.\n",
    ]);
  });

  test("a request is answered before anything is downloaded", async () => {
    const result = hcp.result({ plan: planOf("nat-private-subnet"), callbackTroubles: ["none"] });
    const response = await hcp.ask(tested.url, result);
    expect([response.status, result.downloads, result.finals]).toEqual([200, 0, 0]);
    await result.ended;
    expect(result.message).toBe("WORKS: the event source mapping reaches all that is needed.");
  });

  test("the same request again, meanwhile and afterwards, changes nothing", async () => {
    const result = hcp.result({ plan: planOf("isolated-without-sts") });
    const answers = await Promise.all([1, 2, 3].map(() => hcp.ask(tested.url, result)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await result.ended;
    const { calls, downloads } = result;
    expect(await bodyOf(await hcp.ask(tested.url, result))).toEqual([200, "The request was accepted before.\n"]);
    await sleep(50);
    expect([result.calls, result.downloads, result.finals]).toEqual([calls, downloads, 1]);
  });

  test("recorded and sent to a service that does not remember it, it changes nothing either", async () => {
    const result = hcp.result({ plan: planOf("isolated-without-sts") });
    await hcp.ask(tested.url, result);
    await result.ended;
    const taken = result.taken.length;
    const another = await serviceFor(hcp.hostname, judge);
    expect((await hcp.ask(another.url, result)).status).toBe(200);
    await another.service.stop(10_000);
    expect([result.taken.length, result.finals, result.downloads]).toEqual([taken, 1, 1]);
    expect(another.log.join("")).toContain("The result was final already: nothing has changed.");
  });

  test("a wrong key is told so, and nothing is done", async () => {
    const result = hcp.result({ plan: planOf("nat-private-subnet") });
    const response = await hcp.ask(tested.url, result, "another key");
    expect(await bodyOf(response)).toEqual([
      401,
      "The request is refused: its signature is missing or wrong: is the HMAC key of the run task this service's key?\n",
    ]);
    await sleep(30);
    expect([result.calls, result.downloads]).toEqual([0, 0]);
  });

  test.each([
    ["GET", "/run-task", 405],
    ["POST", "/", 404],
    ["POST", "/health", 404],
    ["DELETE", "/metrics", 404],
  ])("%s %s is answered %i", async (method, path, status) => {
    expect((await fetch(at(path), { method })).status).toBe(status);
  });
});

describe("bodies that nobody signed", () => {
  /** Sends a head, then bytes without end, until it is cut off. How many bytes the service can have read is what it took off the wire. */
  async function flood(head: string): Promise<{ readonly answer: string; readonly taken: number }> {
    const socket = connect(Number(new URL(tested.url).port), "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => (answer += data.toString()));
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(head);
    const chunk = Buffer.alloc(16_384, "x");
    const frame = Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]);
    while (!socket.destroyed && answer === "" && socket.bytesWritten < 50_000_000) {
      if (!socket.write(frame))
        await Promise.race([once(socket, "drain"), once(socket, "close"), once(socket, "data"), sleep(500)]);
      else await sleep(0);
    }
    const taken = socket.bytesWritten - socket.writableLength;
    socket.destroy();
    return { answer, taken };
  }

  const head = (signature: string | null) =>
    `POST /run-task HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n${signature === null ? "" : `X-TFC-Task-Signature: ${signature}\r\n`}\r\n`;
  /** What the system's buffers of both ends hold besides. */
  const BUFFERS = 8_000_000;

  test.each([
    ["without a signature", null, "HTTP/1.1 401"],
    ["with one that can be none", "abc", "HTTP/1.1 401"],
    ["with a wrong one", signed("something else"), "HTTP/1.1 413"],
  ])("%s are not read beyond the limit", async (_, signature, status) => {
    const { answer, taken } = await flood(head(signature));
    expect(answer.slice(0, 12)).toBe(status);
    expect(answer).toContain("connection: close");
    expect(taken).toBeLessThan(LARGEST_BODY + BUFFERS);
  });

  test("one that says beforehand that it is too large is not read at all", async () => {
    const body = "x".repeat(LARGEST_BODY + 1);
    const response = await post(body, { "x-tfc-task-signature": signed(body) }).catch(() => null);
    // The connection may be closed before the answer is read.
    if (response !== null)
      expect(await bodyOf(response)).toEqual([
        413,
        `The request is refused: it is larger than ${LARGEST_BODY} bytes.\n`,
      ]);
    const most = JSON.stringify({ ...TEST_PAYLOAD, run_message: "" });
    const padded = most.padEnd(LARGEST_BODY, " ");
    expect((await post(padded, { "x-tfc-task-signature": signed(padded) })).status).toBe(200);
  });
});

describe("judging in processes", () => {
  const judgedBy = async (different: Parameters<typeof serviceFor>[2], plan = largePlan()) => {
    const small = await serviceFor(hcp.hostname, judge, different);
    try {
      const result = hcp.result({ plan });
      await hcp.ask(small.url, result);
      await result.ended;
      // It is still there for the next.
      const next = hcp.result({ plan: planOf("nat-private-subnet") });
      await hcp.ask(small.url, next);
      await next.ended;
      return [result.message, next.status];
    } finally {
      await small.service.stop(0);
    }
  };
  const largePlan = () => {
    const plan = JSON.parse(planOf("nat-private-subnet").toString());
    const padding = Array.from({ length: 90 }, () => "x".repeat(1_000_000));
    return Buffer.from(JSON.stringify({ ...plan, padding }));
  };

  test("what takes too much memory ends its own process only", async () => {
    expect(await judgedBy({ judges: { program: { file: judge }, count: 2, memory: 64, longest: 60_000 } })).toEqual([
      "NOT JUDGED: judging takes more than 64 MB of memory: mqesm run-task --memory says how much it may take. Failed, for nothing is known to work that was not judged.",
      "passed",
    ]);
  }, 30_000);

  test("a program that does not start is a fault of ours, and nothing has passed", async () => {
    const judges = { program: { file: "gone.js" }, count: 1, memory: 64, longest: 60_000 };
    const [message, status] = await judgedBy({ judges }, planOf("nat-private-subnet"));
    expect(message).toBe(
      "NOT JUDGED: this is a fault of mqesm. Failed, for nothing is known to work that was not judged.",
    );
    expect(status).toBe("failed");
  }, 30_000);

  test("what takes too long does too", async () => {
    const code = `process.once("message", ({ material }) => { if (material.plan.length > 1e6) for (;;); }); require(${JSON.stringify(judge)});`;
    const file = join(folderWith({ "slow.js": code }), "slow.js");
    expect(await judgedBy({ judges: { program: { file }, count: 2, memory: 512, longest: 2_000 } })).toEqual([
      "NOT JUDGED: judging takes longer than 2 s. Plan a part of it, or judge it with mqesm check. Failed, for nothing is known to work that was not judged.",
      "passed",
    ]);
  }, 30_000);
});

describe("more than there is room for", () => {
  test("is answered 503, and is new when it comes again", async () => {
    const small = await serviceFor(hcp.hostname, judge, { limits: { concurrency: 1, queue: 1 } });
    const plan = planOf("nat-private-subnet");
    const results = [1, 2, 3].map(() =>
      hcp.result({ plan, planTroubles: ["not-finished", "not-finished", "not-finished"] }),
    );
    const [first, second, third] = results;
    if (first === undefined || second === undefined || third === undefined) throw new Error("There are no results.");
    expect((await hcp.ask(small.url, first)).status).toBe(200);
    expect((await hcp.ask(small.url, second)).status).toBe(200);
    const refused = await hcp.ask(small.url, third);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "10"]);
    await first.ended;
    await second.ended;
    expect((await hcp.ask(small.url, third)).status).toBe(200);
    await third.ended;
    await small.service.stop(0);
    expect(results.map(({ status }) => status)).toEqual(["passed", "passed", "passed"]);
  });
});

describe("a service that is told to stop", () => {
  test("finishes what is being judged, tells what waits, takes no more, and says so", async () => {
    const stopping = await serviceFor(hcp.hostname, judge, { limits: { concurrency: 1, queue: 10 } });
    const plan = planOf("nat-private-subnet");
    const working = hcp.result({ plan, planTroubles: Array(30).fill("not-finished") });
    const waiting = hcp.result({ plan });
    await hcp.ask(stopping.url, working);
    await hcp.ask(stopping.url, waiting);
    const stopped = stopping.service.stop(30_000);
    const late = hcp.result({ plan });
    expect((await hcp.ask(stopping.url, late)).status).toBe(503);
    const health = await fetch(stopping.url.replace("/run-task", "/health"));
    expect(await bodyOf(health)).toEqual([503, '{"status":"stopping"}\n']);
    await stopped;
    expect([working.status, waiting.status, late.calls]).toEqual(["passed", "failed", 0]);
    expect(waiting.message).toBe(
      "NOT JUDGED: the service was stopped before the result was there. Start the run again. Failed, for nothing is known to work that was not judged.",
    );
  });

  test("does not wait for what does not end", async () => {
    const stopping = await serviceFor(hcp.hostname, judge);
    const endless = hcp.result({ plan: planOf("nat-private-subnet"), planTroubles: ["silent"], lasting: true });
    await hcp.ask(stopping.url, endless);
    await sleep(100);
    await stopping.service.stop(100);
    expect([endless.status, endless.finals]).toEqual(["failed", 1]);
  });
});

test("its health and its metrics", async () => {
  const health = await fetch(at("/health"));
  expect([...(await bodyOf(health)), health.headers.get("content-type")]).toEqual([
    200,
    '{"status":"ok"}\n',
    "application/json",
  ]);
  const own = await serviceFor(hcp.hostname, judge, { judging: { ...DEFAULT_SETTINGS, unknown: "pass" } });
  const failing = hcp.result({ plan: planOf("isolated-without-sts") });
  const unread = hcp.result({ plan: Buffer.from("{}") });
  for (const result of [failing, unread]) {
    await hcp.ask(own.url, result);
    await result.ended;
  }
  await hcp.ask(own.url, failing);
  await hcp.ask(own.url, failing, "another key");
  await sleep(50);
  const metrics = await (await fetch(own.url.replace("/run-task", "/metrics"))).text();
  await own.service.stop(0);
  for (const line of [
    "# TYPE mqesm_run_task_requests_total counter",
    'mqesm_run_task_requests_total{answer="accepted"} 2',
    'mqesm_run_task_requests_total{answer="known"} 1',
    'mqesm_run_task_requests_total{answer="refused"} 1',
    'mqesm_run_task_results_total{verdict="fails",status="failed",told="told"} 1',
    'mqesm_run_task_results_total{verdict="not-judged",status="failed",told="told"} 1',
    'mqesm_run_task_duration_seconds_bucket{le="+Inf"} 2',
    "mqesm_run_task_duration_seconds_count 2",
    "mqesm_run_task_working 0",
    "mqesm_run_task_waiting 0",
  ]) {
    expect(metrics.split("\n")).toContain(line);
  }
  expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(metrics).not.toMatch(/acme|orders|taskrs|run-/);
});
