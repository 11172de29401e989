import type { IncomingMessage } from "node:http";
import { Patience } from "../../../lambda-src/shared/patience";
import { ManagementApi } from "../../../lambda-src/topology/management-api";
import { failureOf } from "../../support/failure-of";
import { FakeClock } from "../../support/fake-clock";
import { type EmulatedAnswer, HttpEmulator } from "../../support/http-emulator";
import { catchLogLines } from "../../support/log-lines";

/** A broker that gives prepared answers, the last of them for ever. */
class PreparedBroker extends HttpEmulator {
  readonly answers: (EmulatedAnswer | "silence")[] = [];
  readonly requests: string[] = [];

  protected override async answer(request: IncomingMessage, body: string): Promise<EmulatedAnswer> {
    this.requests.push(`${request.method} ${request.url} ${body}`.trimEnd());
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (answer === undefined || answer === "silence") return new Promise(() => {});
    return answer;
  }
}

const ok = { status: 200, body: '{"name":"admin"}' };
const refusal = (status: number, reason: string) => ({ status, body: JSON.stringify({ error: "error", reason }) });

let broker: PreparedBroker;
let api: ManagementApi;
let clock: FakeClock;
beforeEach(async () => {
  broker = new PreparedBroker();
  await broker.start();
  prepare();
});
afterEach(async () => {
  api.close();
  await broker.stop();
});
const logLines = catchLogLines();

function prepare({ url = broker.url, milliseconds = 297_000, time = new FakeClock() } = {}) {
  api?.close();
  clock = time;
  const credentials = { username: "admin", password: "throwaway" };
  api = new ManagementApi(new URL(url), credentials, new Patience(clock, clock.now() + milliseconds));
}

test("names in the path are encoded, also one that is a slash", async () => {
  broker.answers.push(ok);
  await api.get(["queues", "/", "a/b?c#d %é"]);
  expect(broker.requests).toEqual(["GET /api/queues/%2F/a%2Fb%3Fc%23d%20%25%C3%A9"]);
});

test("bodies are sent as they are", async () => {
  broker.answers.push({ status: 201, body: "" });
  await api.put(["users", "reader"], { tags: "", note: "é" });
  await api.post(["bindings"], {});
  expect(broker.requests).toEqual(['PUT /api/users/reader {"tags":"","note":"é"}', "POST /api/bindings {}"]);
});

test("what is not there is undefined, and deleted already", async () => {
  broker.answers.push(refusal(404, "Not Found"));
  await expect(api.get(["vhosts", "a"])).resolves.toBeUndefined();
  await expect(api.delete(["permissions", "a", "b"])).resolves.toBeUndefined();
});

describe("tries again while", () => {
  test.each([
    ["it has a fault", refusal(500, "booting")],
    ["it is behind a proxy that has no broker yet", { status: 503, body: "<html>" }],
    ["it is overwhelmed", refusal(429, "slow down")],
    ["its users are not there yet", refusal(401, "Not_Authorized")],
    ["another invocation was faster", refusal(400, "user_already_exists,reader")],
  ])("%s", async (_, answer) => {
    broker.answers.push(answer, answer, ok);
    await expect(api.get(["whoami"])).resolves.toEqual({ name: "admin" });
    expect(clock.pauses).toEqual([500, 1000]);
  });

  test("nothing listens", async () => {
    broker.answers.push(ok);
    const { port, url } = broker;
    await broker.stop();
    const time = new FakeClock(async (pauses) => {
      if (pauses === 2) await broker.start(port);
    });
    prepare({ url, time });
    await expect(api.get(["whoami"])).resolves.toEqual({ name: "admin" });
    expect(clock.pauses).toEqual([500, 1000, 2000]);
  });
});

test("a broker that never comes up fails at the deadline, with what to check", async () => {
  const { url } = broker;
  await broker.stop();
  prepare({ url });
  await expect(api.get(["whoami"])).rejects.toMatchObject({
    name: "BrokerUnreachable",
    message:
      `The management API at ${url} cannot be reached: connect ECONNREFUSED ${new URL(url).host}. Either the broker is still ` +
      "starting, or the function's subnets and security group have no path to it on that port. Tried for 296 seconds.",
  });
  await broker.start();
});

test("a broker that accepts and says nothing does not hold the function", async () => {
  broker.answers.push("silence");
  prepare({ milliseconds: 50 });
  await expect(api.get(["whoami"])).rejects.toMatchObject({ name: "BrokerUnreachable" });
});

test("a wrong password fails after a minute, and is not shown", async () => {
  broker.answers.push(refusal(401, "Not_Authorized"));
  const error = await failureOf(api.get(["whoami"]));
  expect(error.name).toBe("LoginRefused");
  expect(error.message).toBe(
    'The broker refuses the administrator "admin": GET /api/whoami gave 401: Not_Authorized. The secret\'s password must be ' +
      "the broker's, and the user must have the tag administrator. Tried for 56 seconds.",
  );
  expect(JSON.stringify([error.message, error.stack, logLines()])).not.toContain("throwaway");
});

test.each([
  [400, "inequivalent arg 'x-queue-type'"],
  [403, "forbidden"],
  [404, "Not Found"],
])("%i to a change is final", async (status, reason) => {
  broker.answers.push(refusal(status, reason));
  await expect(api.put(["queues", "/", "orders"], {})).rejects.toThrow(
    `The broker at ${broker.url} refused: PUT /api/queues/%2F/orders gave ${status}: ${reason}.`,
  );
  expect(clock.pauses).toEqual([]);
});

test("an answer that is not RabbitMQ's is not quoted", async () => {
  broker.answers.push({ status: 400, body: "<html>secret</html>" });
  await expect(api.put(["vhosts", "a"], {})).rejects.toThrow("gave 400: no reason given.");
});
