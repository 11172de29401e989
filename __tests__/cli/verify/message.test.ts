import { Mistake } from "../../../cli/mistake";
import { Progress } from "../../../cli/progress";
import { parseVerifyArguments } from "../../../cli/verify/arguments";
import type { Clients } from "../../../cli/verify/clients";
import { sendMessage } from "../../../cli/verify/message";
import type { Target } from "../../../cli/verify/target";
import { FakeSurroundings } from "../surroundings";

const LISTENER = "shop-prod-option-4-isolated-listener";
const PUBLISHER = "shop-prod-option-4-isolated-publisher";

const target: Target = {
  uuid: "6c4f0a52-2b7e-4d9e-9d0c-1f2f5e1a7b3c",
  functionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${LISTENER}`,
  eventSourceArn: "arn:aws:mq:eu-central-1:123456789012:broker:shop:b-1",
  queue: "orders",
  virtualHost: "/",
  hasFilters: false,
  state: { state: "Enabled", reason: null, lastResult: "OK" },
};

/** What an account answers, by command; a function is given the command's input. */
type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>>;

function accountThat(answers: Answers, asked: (readonly [string, object])[] = []): Clients {
  const client = {
    send: async (command: { readonly input: Record<string, unknown> }) => {
      const { name } = command.constructor;
      asked.push([name, command.input]);
      const answer = answers[name];
      if (answer === undefined) throw new Error(`Nobody expected ${name}.`);
      return answer(command.input);
    },
  };
  return { region: "eu-central-1", lambda: client, logs: client } as unknown as Clients;
}

const functions = ({ FunctionName }: Readonly<Record<string, unknown>>, logging: object = {}) =>
  FunctionName === PUBLISHER
    ? { FunctionName, Environment: { Variables: { QUEUE: "orders", VIRTUAL_HOST: "/" } } }
    : { FunctionName: LISTENER, LoggingConfig: { LogGroup: "/shop/listener", ...logging } };

const confirms = () => ({ Payload: Buffer.from(JSON.stringify({ confirmed: ["verify-1"] })) });
const logs =
  (...lines: readonly string[]) =>
  () => ({
    events: lines.map((message) => ({ message, timestamp: Date.now() })),
  });

const GOOD: Answers = {
  GetFunctionConfigurationCommand: (input) => functions(input),
  InvokeCommand: confirms,
  FilterLogEventsCommand: logs('{"message":"Message received","messageId":"verify-1"}'),
};

const send = (
  answers: Answers,
  changes: Partial<Target> = {},
  asked: (readonly [string, object])[] = [],
  ...argv: string[]
) =>
  sendMessage(
    accountThat(answers, asked),
    { ...target, ...changes },
    parseVerifyArguments(["option-4-isolated", "--timeout", "1", ...argv]),
    new Progress(new FakeSurroundings()),
  );

test("a message that the listener logs has arrived, and how long that took is said", async () => {
  const asked: (readonly [string, object])[] = [];
  const answer = await send(GOOD, {}, asked, "--body", '{"order":1}');
  expect(answer).toEqual({
    question: "message",
    outcome: "works",
    said: expect.stringMatching(
      /^message verify-1 was logged by the listener \d\.\d s after it was sent \(by two clocks\)$/,
    ),
    causes: [],
  });
  const [, invocation] = asked.find(([name]) => name === "InvokeCommand") ?? [];
  const { FunctionName, Payload } = invocation as { FunctionName: string; Payload: Buffer };
  expect([FunctionName, JSON.parse(String(Payload))]).toEqual([
    PUBLISHER,
    { messageIdPrefix: expect.stringMatching(/^verify-[0-9a-f]{8}-$/), body: { order: 1 } },
  ]);
  expect(asked.at(-1)?.[1]).toMatchObject({ logGroupName: "/shop/listener", filterPattern: '"verify-1"' });
});

test.each([
  ["the publisher's own queue", { queue: "orders" }, undefined],
  ["that of a further listener", { queue: "invoices", functionArn: `${target.functionArn}-invoices` }, "invoices"],
  ["that of one called listener", { queue: "more", functionArn: `${target.functionArn}-listener` }, "more"],
])("%s is what is published to", async (_, changes, queue) => {
  const asked: (readonly [string, object])[] = [];
  await expect(send(GOOD, changes, asked)).resolves.toMatchObject({ outcome: "works" });
  const [, invocation] = asked.find(([name]) => name === "InvokeCommand") ?? [];
  const { FunctionName, Payload } = invocation as { FunctionName: string; Payload: Buffer };
  expect(FunctionName).toBe(PUBLISHER);
  expect(JSON.parse(String(Payload)).queue).toBe(queue);
});

test("a message that nobody logs in time has not arrived", async () => {
  const { outcome, causes } = await send({ ...GOOD, FilterLogEventsCommand: logs() });
  expect([outcome, causes.map(({ what }) => what)]).toEqual([
    "fails",
    ["The message is in the queue, or waits behind others, and nobody has processed it"],
  ]);
});

test("a line that only looks alike is not the message's", async () => {
  const { outcome } = await send({ ...GOOD, FilterLogEventsCommand: logs('{"messageId":"verify-2"}') });
  expect(outcome).toBe("fails");
});

test.each([
  ["the mapping has filters", {}, { hasFilters: true }, "The mapping has filters, and drops what does not pass them"],
  [
    "the log has no such lines",
    { ApplicationLogLevel: "WARN" },
    {},
    "The function's log level leaves out the line that says that a message has come",
  ],
])("where %s, silence says nothing", async (_, logging, changes, what) => {
  const answers: Answers = {
    ...GOOD,
    GetFunctionConfigurationCommand: (input) => functions(input, logging),
    FilterLogEventsCommand: logs(),
  };
  const { outcome, causes } = await send(answers, changes);
  expect([outcome, causes[0]?.what]).toEqual(["unknown", what]);
});

test("a function that fails on the message is told by its reason", async () => {
  const line = '{"message":"Message could not be processed","messageId":"verify-1","reason":"no stock"}';
  const { outcome, causes } = await send({ ...GOOD, FilterLogEventsCommand: logs(line) });
  expect([outcome, causes[0]?.what]).toEqual([
    "fails",
    "Your function was given the message, and failed on it: no stock",
  ]);
});

test("a publisher that fails says why", async () => {
  const failure = {
    errorType: "NotConfirmed",
    errorMessage: "Returned, for the virtual host has no such queue: verify-1.",
  };
  const { outcome, causes } = await send({
    ...GOOD,
    InvokeCommand: () => ({ FunctionError: "Unhandled", Payload: Buffer.from(JSON.stringify(failure)) }),
  });
  expect([outcome, causes[0]?.what]).toEqual([
    "fails",
    "The publisher could not publish: Returned, for the virtual host has no such queue: verify-1.",
  ]);
});

test.each([
  ["a function of another name", { functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:mine" }],
  ["another virtual host", { virtualHost: "/eu" }],
])("for %s nothing is published", async (_, changes) => {
  const asked: (readonly [string, object])[] = [];
  const { outcome } = await send(GOOD, changes, asked);
  expect(outcome).toBe("skipped");
  expect(asked.map(([name]) => name)).not.toContain("InvokeCommand");
});

test("what the credentials do not allow is named", async () => {
  const denied = Object.assign(new Error("User is not authorized"), { name: "AccessDeniedException" });
  const answers: Answers = {
    ...GOOD,
    InvokeCommand: () => {
      throw denied;
    },
  };
  await expect(send(answers)).rejects.toEqual(
    new Mistake([
      `lambda:InvokeFunction of ${PUBLISHER} failed: your credentials do not allow it: User is not authorized.`,
    ]),
  );
});
