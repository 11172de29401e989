import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { HmacKey } from "../../../lambda-src/run-task/receiver/hmac-key";
import { deployedHandler } from "../../support/deployed-handler";
import { awsEnvironment, setEnvironment } from "../../support/environment";
import { KEY, signed, TEST_PAYLOAD } from "../../support/hcp/run-task-payload";
import { RunTaskStandIn, type TaskResult } from "../../support/hcp/run-tasks";
import { lambdaContext } from "../../support/lambda-context";
import { LambdaInvocations } from "../../support/lambda-invocations";
import { catchLogLines } from "../../support/log-lines";
import { SecretsManagerEmulator } from "../../support/secrets-manager-emulator";

const planOf = (name: string) => readFileSync(join(__dirname, "../../connectivity/cases", name, "plan.json"));

const hcp = new RunTaskStandIn();
const secretsManager = new SecretsManagerEmulator();
const lambda = new LambdaInvocations();
const everybody = [hcp, secretsManager, lambda];
// The first one bundles the functions and loads the SDK.
jest.setTimeout(30_000);
beforeAll(() => Promise.all(everybody.map((each) => each.start())));
afterAll(() => Promise.all(everybody.map((each) => each.stop())));
beforeEach(() => {
  lambda.taken.length = 0;
  lambda.isBusy = false;
});
afterEach(() => expect(hcp.complaints).toEqual([]));

interface Sent {
  readonly body: string;
  readonly signature?: string;
  readonly base64?: boolean;
  /** What the secret holds; undefined where nobody has put a key there. */
  readonly key?: string | undefined;
}

setEnvironment(() => ({
  ...awsEnvironment("SECRETS_MANAGER", secretsManager.url),
  ...awsEnvironment("LAMBDA", lambda.url),
  AWS_MAX_ATTEMPTS: "1",
  HMAC_KEY_SECRET_ARN: undefined,
  JUDGE_FUNCTION: "the-judge",
  HCP_HOSTNAME: hcp.hostname,
  UNKNOWN: "fail",
  ASSUME: "[]",
}));
const logged = catchLogLines();

/** Hands a request over as API Gateway does, to a receiver that has just started. */
async function receive({ body, signature, base64 = false, ...more }: Sent): Promise<unknown> {
  process.env.HMAC_KEY_SECRET_ARN = secretsManager.createSecret("key" in more ? more.key : KEY);
  const event = {
    version: "2.0",
    routeKey: "POST /run-task",
    headers: {
      "content-type": "application/json",
      ...(signature === undefined ? {} : { "x-tfc-task-signature": signature }),
    },
    body: base64 ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded: base64,
  };
  return deployedHandler("run-task/receiver")(event, lambdaContext());
}

const judge = (payload: object) => deployedHandler("run-task/judge")(payload, lambdaContext({ timeout: 270_000 }));
const haveLastWord = (record: object) => deployedHandler("run-task/last-word")(record, lambdaContext());

const bodyOf = (result: TaskResult) => JSON.stringify(hcp.payloadOf(result));

/** What the receiver handed over for a result. */
async function handedOver(result: TaskResult): Promise<object> {
  const body = bodyOf(result);
  await receive({ body, signature: signed(body) });
  const [invocation] = lambda.taken;
  if (invocation === undefined) throw new Error("Nothing was handed over.");
  return invocation.payload;
}

/** Neither what lets somebody speak to HCP Terraform, nor the key, nor any address. */
function expectNoSecretInLogs({ token }: TaskResult): void {
  const log = JSON.stringify(logged());
  for (const secret of [token, KEY, "http://", ...hcp.secretAddresses]) expect(log).not.toContain(secret);
}

describe("a request that HCP Terraform signed", () => {
  test.each([
    ["nat-private-subnet", "passed", /^WORKS: /],
    ["isolated-without-sts", "failed", /^FAILS: .* There is no IPv4 route to the internet/],
  ])("is answered, handed over, judged and told: %s %s", async (name, status, message) => {
    const result = hcp.result({ plan: planOf(name) });
    const body = bodyOf(result);
    expect(await receive({ body, signature: signed(body) })).toEqual({ statusCode: 200, body: "" });
    // Nothing was fetched, and HCP Terraform told nothing, before it was answered.
    expect([result.downloads, result.calls]).toEqual([0, 0]);
    expect(lambda.taken).toEqual([{ functionName: "the-judge", type: "Event", payload: expect.any(Object) }]);

    const judged = await judge(lambda.taken[0]?.payload ?? {});
    expect(judged).toMatchObject({ status, told: "told", outcomes: "told" });
    expect([result.status, result.finals]).toEqual([status, 1]);
    expect(result.message).toMatch(message);
    expect(result.outcomes.length).toBeGreaterThan(3);
    expectNoSecretInLogs(result);
    expect(logged()).toMatchObject([
      { level: "INFO", message: "Handed over to be judged", result: result.id },
      { level: "INFO", message: "Judged", result: result.id, status },
    ]);
  });

  test("is the same where API Gateway encodes its bytes", async () => {
    const result = hcp.result({ plan: planOf("nat-private-subnet") });
    const body = bodyOf(result);
    expect(await receive({ body, signature: signed(body), base64: true })).toEqual({ statusCode: 200, body: "" });
    expect(lambda.taken).toHaveLength(1);
  });

  test("and is repeated changes nothing", async () => {
    const result = hcp.result({ plan: planOf("nat-private-subnet") });
    const payload = await handedOver(result);
    await judge(payload);
    const taken = [...result.taken];
    expect(await judge(payload)).toMatchObject({ verdict: "not-asked", told: "already-final" });
    expect(result.taken).toEqual(taken);
  });

  test("as a test, when a run task is created, is answered and nothing else", async () => {
    const body = JSON.stringify(TEST_PAYLOAD);
    expect(await receive({ body, signature: signed(body) })).toEqual({ statusCode: 200, body: "" });
    expect(lambda.taken).toEqual([]);
  });

  test("and that Lambda does not take is an error, so that HCP Terraform asks again", async () => {
    lambda.isBusy = true;
    const result = hcp.result({});
    const body = bodyOf(result);
    await expect(receive({ body, signature: signed(body) })).rejects.toThrow("Rate Exceeded.");
    expectNoSecretInLogs(result);
  });
});

describe("a request that is refused invokes nothing, and sends nothing", () => {
  const refusedSignature =
    "The request is refused: its signature is missing or wrong: is the HMAC key of the run task this service's key?";
  const result = hcp.result({});

  afterEach(() => {
    expect(lambda.taken).toEqual([]);
    expect(result.calls).toBe(0);
  });

  test.each<[string, (body: string) => Partial<Sent>, number, string]>([
    ["no signature", () => ({}), 401, refusedSignature],
    ["a signature with another key", (body) => ({ signature: signed(body, "other") }), 401, refusedSignature],
    ["a signature of other bytes", (body) => ({ signature: signed(`${body} `) }), 401, refusedSignature],
    ["a signature with no key at all", (body) => ({ signature: signed(body, ""), key: " \n" }), 503, "put it into"],
    ["a right one, where nobody has put a key", (body) => ({ signature: signed(body), key: undefined }), 503, "no key"],
  ])("%s", async (_, more, statusCode, text) => {
    const body = bodyOf(result);
    expect(await receive({ body, ...more(body) })).toEqual({ statusCode, body: expect.stringContaining(text) });
    expectNoSecretInLogs(result);
  });

  test("addresses of another installation", async () => {
    const body = JSON.stringify({ ...hcp.payloadOf(result), task_result_callback_url: "https://elsewhere.example/x" });
    expect(await receive({ body, signature: signed(body) })).toEqual({
      statusCode: 400,
      body: expect.stringContaining("task_result_callback_url leads to https://elsewhere.example: expected"),
    });
  });

  test("more bytes than any request has: not even the key is read", async () => {
    const body = " ".repeat(256_001);
    const before = secretsManager.calls;
    expect(await receive({ body, signature: signed(body) })).toEqual({
      statusCode: 413,
      body: "The request is refused: it is larger than 256000 bytes.",
    });
    expect(secretsManager.calls).toBe(before);
  });
});

test("a key that a command has put with a line break is the key", async () => {
  const body = JSON.stringify(TEST_PAYLOAD);
  expect(await receive({ body, signature: signed(body), key: `${KEY}\n` })).toEqual({ statusCode: 200, body: "" });
});

test("what is unknown is failed, or passed, as the function is told", async () => {
  const result = hcp.result({ plan: planOf("transit-gateway-default") });
  const payload = await handedOver(result);
  await judge(payload);
  expect([result.status, result.message]).toEqual(["failed", expect.stringMatching(/^UNKNOWN: /)]);

  const other = hcp.result({ plan: planOf("transit-gateway-default") });
  lambda.taken.length = 0;
  process.env.UNKNOWN = "pass";
  await judge(await handedOver(other));
  expect([other.status, other.message]).toEqual(["passed", expect.stringMatching(/^UNKNOWN: /)]);
});

test("a plan that cannot be judged has failed, and that is no failure of the function", async () => {
  const result = hcp.result({ plan: Buffer.from('{"planned') });
  await judge(await handedOver(result));
  expect([result.status, result.message]).toEqual([
    "failed",
    expect.stringMatching(/^NOT JUDGED: The plan is cut off/),
  ]);
  expect(logged().at(-1)).toMatchObject({ level: "WARN", verdict: "not-judged" });
});

test("a judge that has no time left says so while HCP Terraform still listens", async () => {
  const result = hcp.result({ plan: planOf("nat-private-subnet"), planTroubles: ["not-finished"], lasting: true });
  const payload = await handedOver(result);
  // What is kept for telling the result is not spent on waiting for the plan.
  await deployedHandler("run-task/judge")(payload, lambdaContext({ timeout: 155_500 }));
  expect([result.status, result.message]).toEqual([
    "failed",
    expect.stringMatching(/^NOT JUDGED: it took longer than \d s, waiting included\. Start the run again;/),
  ]);
});

describe("where judging came to no end", () => {
  const failed = (payload: object) => ({
    version: "1.0",
    timestamp: "2026-11-28T12:00:00.000Z",
    requestContext: {
      requestId: "c2a6f2ae-7dbb-4d22-8782-d0485c9877e2",
      functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:the-judge:$LATEST",
      condition: "RetriesExhausted",
      approximateInvokeCount: 2,
    },
    requestPayload: payload,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
  });

  test("HCP Terraform is told that the plan was not judged, which has failed", async () => {
    const result = hcp.result({ plan: planOf("nat-private-subnet") });
    await haveLastWord(failed(await handedOver(result)));
    expect([result.status, result.message]).toEqual([
      "failed",
      "NOT JUDGED: the function that judges came to no end (RetriesExhausted). Its log says why, at the request c2a6f2ae-7dbb-4d22-8782-d0485c9877e2. Start the run again. Failed, for nothing is known to work that was not judged.",
    ]);
    expectNoSecretInLogs(result);
  });

  test("a result that HCP Terraform has stays what it is", async () => {
    const result = hcp.result({ plan: planOf("nat-private-subnet") });
    const payload = await handedOver(result);
    await judge(payload);
    await haveLastWord(failed(payload));
    expect([result.status, result.finals]).toEqual(["passed", 1]);
  });
});

describe("where HCP Terraform gives no answer to the result", () => {
  // The patience with which it is tried passes at once.
  beforeEach(() => {
    let time = Date.now();
    jest.spyOn(Date, "now").mockImplementation(() => {
      time += 70_000;
      return time;
    });
  });
  afterEach(() => jest.restoreAllMocks());
  const context = { ...lambdaContext(), getRemainingTimeInMillis: () => 270_000 };

  test.each([
    ["judge", (payload: object) => payload, "HCP Terraform gave no answer when it was told the result."],
    [
      "last-word",
      (payload: object) => ({
        requestPayload: payload,
        requestContext: { condition: "RetriesExhausted", requestId: "1" },
      }),
      "HCP Terraform gave no answer when it was told that a plan was not judged.",
    ],
  ] as const)("%s has failed, so that Lambda tries again", async (name, eventOf, message) => {
    const result = hcp.result({ plan: planOf("nat-private-subnet"), callbackTroubles: ["cut"], lasting: true });
    const event = eventOf(await handedOver(result));
    await expect(deployedHandler(`run-task/${name}`)(event, context)).rejects.toThrow(new Error(message));
    expect(result.finals).toBe(0);
    expectNoSecretInLogs(result);
  });
});

test.each([
  [
    "run-task/receiver",
    { headers: {}, isBase64Encoded: false },
    "HMAC_KEY_SECRET_ARN is missing: it must be set.\nJUDGE_FUNCTION is missing: it must be set.\nHCP_HOSTNAME is missing: it must be set.",
  ],
  [
    "run-task/judge",
    { request: {}, receivedAt: 0 },
    'UNKNOWN is missing: it must be "fail" or "pass".\nASSUME is missing: it must be a JSON list of texts.',
  ],
] as const)("%s says everything that is missing in its environment", async (name, event, message) => {
  for (const variable of ["HMAC_KEY_SECRET_ARN", "JUDGE_FUNCTION", "HCP_HOSTNAME", "UNKNOWN", "ASSUME"]) {
    delete process.env[variable];
  }
  await expect(deployedHandler(name)(event, lambdaContext())).rejects.toThrow(new Error(message));
});

test("another key in the secret is seen a minute later, and read once until then", async () => {
  const now = jest.spyOn(Date, "now");
  const [begun, arn] = [Date.now(), secretsManager.createSecret("first")];
  const key = new HmacKey(new SecretsManagerClient({}), arn);
  expect(await key.current()).toBe("first");
  const calls = secretsManager.calls;
  secretsManager.put(arn, "second");
  now.mockReturnValue(begun + 59_000);
  expect([await key.current(), secretsManager.calls]).toEqual(["first", calls]);
  now.mockReturnValue(begun + 62_000);
  expect(await key.current()).toBe("second");
  now.mockRestore();
});
