import { setTimeout as sleep } from "node:timers/promises";
import { AccountApi } from "../../../rehearsal/account/api";
import type { Brokers } from "../../../rehearsal/brokers/brokers";
import type { ApiRequest } from "../../../rehearsal/front/exchange";
import type { Functions } from "../../../rehearsal/functions/functions";
import { Mappings, TIMING } from "../../../rehearsal/mappings/mappings";
import { Tally } from "../../../rehearsal/mappings/tally";
import type { Polling, PollingReport } from "../../../rehearsal/poller/polling";
import { lambdaMappings, type Refusal } from "../../../rehearsal/services/lambda-mappings";

const BROKER = "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1";
const LISTENER = "arn:aws:lambda:eu-west-1:123456789012:function:listener";
const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s";

/** An account with one function and one private broker in two subnets. */
class FakeAccount extends AccountApi {
  readonly forms: Readonly<Record<string, string>>[] = [];

  override async rest<T>(_: string, __: string, ___: string, path: string): Promise<T | undefined> {
    if (path.endsWith("/functions/listener")) return { Configuration: { FunctionArn: LISTENER } } as T;
    if (path.endsWith("/brokers/b-1")) {
      return {
        brokerArn: BROKER,
        publiclyAccessible: false,
        subnetIds: ["subnet-1", "subnet-2"],
        securityGroups: ["sg-1"],
      } as T;
    }
    return undefined;
  }

  override async form(_: string, __: string, fields: Readonly<Record<string, string>>): Promise<string> {
    this.forms.push(fields);
    return `<networkInterfaceId>eni-${fields.SubnetId}</networkInterfaceId>`;
  }
}

let account: FakeAccount;
let obstacle: PollingReport | undefined;
let refusal: Refusal;
let polled: { readonly polling: Polling; readonly events: string[] }[];
let mappings: Mappings;
let send: (
  method: string,
  path: string,
  body?: object,
) => Promise<{ status: number; type: string | undefined; body: unknown }>;

beforeEach(() => {
  account = new FakeAccount("");
  obstacle = undefined;
  refusal = async () => undefined;
  polled = [];
  mappings = new Mappings({
    api: account,
    brokers: { get: () => undefined } as unknown as Brokers,
    functions: {} as Functions,
    tally: new Tally(),
    obstacle: async () => obstacle,
    startPoller: (polling) => {
      const events: string[] = [];
      polled.push({ polling, events });
      return {
        stop: async () => {
          events.push("stopped");
        },
        kill: () => events.push("killed"),
      };
    },
  });
  const service = lambdaMappings(mappings, account, (...asked) => refusal(...asked));
  send = async (method, path, body) => {
    const url = new URL(path, "http://localhost");
    const request: ApiRequest = {
      ...{ service: "lambda", region: "eu-west-1", method, headers: {} },
      path: url.pathname,
      query: url.searchParams,
      body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
    };
    const response = await service(request, async () => ({ status: 404, headers: {}, body: Buffer.from("{}") }));
    const content = Buffer.from(response?.body ?? "").toString();
    return {
      status: response?.status ?? 0,
      type: response?.headers["x-amzn-errortype"],
      body: content === "" ? null : JSON.parse(content),
    };
  };
});

const COLLECTION = "/2015-03-31/event-source-mappings/";
const wanted = {
  EventSourceArn: BROKER,
  FunctionName: LISTENER,
  Queues: ["messages"],
  SourceAccessConfigurations: [
    { Type: "BASIC_AUTH", URI: SECRET },
    { Type: "VIRTUAL_HOST", URI: "/" },
  ],
};

async function created(changes: object = {}): Promise<string> {
  const { body } = await send("POST", COLLECTION, { ...wanted, ...changes });
  return (body as { UUID: string }).UUID;
}

async function settled(uuid: string): Promise<unknown> {
  for (;;) {
    const { body } = await send("GET", `${COLLECTION}${uuid}`);
    if (!/ing$/.test((body as { State: string }).State)) return body;
    await sleep(20);
  }
}

test("a new mapping is Creating, then Enabled, polls, and shows what AWS shows", async () => {
  const { status, body } = await send("POST", COLLECTION, wanted);
  expect([status, body]).toEqual([
    202,
    {
      UUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      EventSourceMappingArn: expect.stringMatching(
        /^arn:aws:lambda:eu-west-1:123456789012:event-source-mapping:[0-9a-f-]{36}$/,
      ),
      EventSourceArn: BROKER,
      FunctionArn: LISTENER,
      BatchSize: 100,
      Queues: ["messages"],
      SourceAccessConfigurations: wanted.SourceAccessConfigurations,
      State: "Creating",
      StateTransitionReason: "USER_INITIATED",
      LastProcessingResult: "No records processed",
      LastModified: expect.any(Number),
    },
  ]);
  const { UUID } = body as { UUID: string };
  expect(await settled(UUID)).toMatchObject({ State: "Enabled", LastProcessingResult: "No records processed" });
  expect(polled.map(({ polling }) => polling)).toEqual([
    {
      uuid: UUID,
      eventSourceArn: BROKER,
      virtualHost: "/",
      queue: "messages",
      secretArn: SECRET,
      batchSize: 100,
      batchingWindow: 500,
      filters: [],
    },
  ]);
});

test("its interfaces are in each of the broker's subnets, with the broker's groups, named as Lambda names them", async () => {
  const uuid = await created();
  await settled(uuid);
  expect(account.forms).toEqual(
    ["subnet-1", "subnet-2"].map((SubnetId) => ({
      Action: "CreateNetworkInterface",
      Version: "2016-11-15",
      SubnetId,
      Description: expect.stringMatching(new RegExp(`^AWS Lambda VPC ENI-armq-123456789012-${uuid}-`)),
      "SecurityGroupId.1": "sg-1",
    })),
  );
});

test("a window in seconds, filters and a batch size reach the poller", async () => {
  const uuid = await created({
    BatchSize: 5,
    MaximumBatchingWindowInSeconds: 3,
    FilterCriteria: { Filters: [{ Pattern: '{"data":{}}' }] },
  });
  await settled(uuid);
  expect(polled[0]?.polling).toMatchObject({ batchSize: 5, batchingWindow: 3000, filters: ['{"data":{}}'] });
});

test("one that is not enabled does not poll, until it is; and disabling stops it", async () => {
  const uuid = await created({ Enabled: false });
  expect(await settled(uuid)).toMatchObject({ State: "Disabled" });
  expect(polled).toEqual([]);
  expect(await send("PUT", `${COLLECTION}${uuid}`, { Enabled: true })).toMatchObject({ body: { State: "Enabling" } });
  expect(await settled(uuid)).toMatchObject({ State: "Enabled" });
  expect(polled).toHaveLength(1);
  expect(await send("PUT", `${COLLECTION}${uuid}`, { Enabled: false })).toMatchObject({ body: { State: "Disabling" } });
  expect(await settled(uuid)).toMatchObject({ State: "Disabled" });
  expect(polled[0]?.events).toEqual(["stopped"]);
});

test("an update polls anew, with what has changed", async () => {
  const uuid = await created();
  await settled(uuid);
  expect(await send("PUT", `${COLLECTION}${uuid}`, { BatchSize: 7 })).toMatchObject({
    status: 202,
    body: { State: "Updating", BatchSize: 7 },
  });
  await settled(uuid);
  expect(polled[0]?.events).toEqual(["stopped"]);
  expect(polled[1]?.polling).toMatchObject({ batchSize: 7, queue: "messages" });
});

test("deleting stops it; it is Deleting, then gone, and its interfaces go after it", async () => {
  const uuid = await created();
  await settled(uuid);
  expect(await send("DELETE", `${COLLECTION}${uuid}`)).toMatchObject({ status: 202, body: { State: "Deleting" } });
  expect(polled[0]?.events).toEqual(["stopped"]);
  await sleep(TIMING.changing + 50);
  expect(await send("GET", `${COLLECTION}${uuid}`)).toMatchObject({ status: 0 });
  expect(account.forms).toHaveLength(2);
  await sleep(TIMING.interfaces + 50);
  expect(account.forms.slice(2)).toEqual([
    expect.objectContaining({ Action: "DeleteNetworkInterface", NetworkInterfaceId: "eni-subnet-1" }),
    expect.objectContaining({ Action: "DeleteNetworkInterface", NetworkInterfaceId: "eni-subnet-2" }),
  ]);
});

test.each(["PUT", "DELETE"])("%s while it passes from one state to another is refused", async (method) => {
  const uuid = await created();
  expect(await send(method, `${COLLECTION}${uuid}`, method === "PUT" ? {} : undefined)).toMatchObject({
    status: 400,
    type: "ResourceInUseException",
  });
});

test("where something is in the way it is Enabled all the same, polls nothing, and shows why; once it is gone, it polls", async () => {
  obstacle = { lastProcessingResult: "PROBLEM: Connection error.", assumed: false };
  const uuid = await created();
  expect(await settled(uuid)).toMatchObject({ State: "Enabled", LastProcessingResult: "PROBLEM: Connection error." });
  expect(polled).toEqual([]);
  obstacle = undefined;
  await mappings.judgeAgain();
  expect(polled).toHaveLength(1);
  obstacle = { lastProcessingResult: "PROBLEM: Connection error.", assumed: false };
  await mappings.judgeAgain();
  expect(polled[0]?.events).toEqual(["killed"]);
});

test("tags are kept, added and taken away", async () => {
  const uuid = await created({ Tags: { Team: "orders" } });
  const path = `/2017-03-31/tags/${encodeURIComponent(mappings.get(uuid)?.arn ?? "")}`;
  await send("POST", path, { Tags: { Stage: "dev" } });
  expect(await send("GET", path)).toMatchObject({ body: { Tags: { Team: "orders", Stage: "dev" } } });
  await send("DELETE", `${path}?tagKeys=Team`);
  expect(await send("GET", path)).toMatchObject({ body: { Tags: { Stage: "dev" } } });
});

test("they are listed, also by source and by function", async () => {
  const uuid = await created();
  const listed = async (query: string) => {
    const { body } = await send("GET", `${COLLECTION}${query}`);
    return (body as { EventSourceMappings: { UUID: string }[] }).EventSourceMappings.map(({ UUID }) => UUID);
  };
  expect(await listed("")).toEqual([uuid]);
  expect(await listed(`?EventSourceArn=${BROKER}&FunctionName=listener`)).toEqual([uuid]);
  expect(await listed("?FunctionName=another")).toEqual([]);
});

test.each<[string, object, number, string, RegExp]>([
  ["no queue", { Queues: [] }, 400, "InvalidParameterValueException", /one queue/],
  ["no credentials", { SourceAccessConfigurations: [] }, 400, "InvalidParameterValueException", /BASIC_AUTH/],
  ["a batch of 10,001", { BatchSize: 10_001 }, 400, "InvalidParameterValueException", /BatchSize 10001/],
  ["a batch of none", { BatchSize: 0 }, 400, "InvalidParameterValueException", /BatchSize 0/],
  ["a window of 301 s", { MaximumBatchingWindowInSeconds: 301 }, 400, "InvalidParameterValueException", /301/],
  [
    "a broker that is not there",
    { EventSourceArn: `${BROKER}0` },
    400,
    "InvalidParameterValueException",
    /Broker does not exist/,
  ],
  [
    "a function that is not there",
    { FunctionName: "nobody" },
    400,
    "InvalidParameterValueException",
    /Function not found: nobody/,
  ],
])("%s is refused", async (_, changes, status, type, message) => {
  const answer = await send("POST", COLLECTION, { ...wanted, ...changes });
  expect(answer).toMatchObject({ status, type });
  expect((answer.body as { message: string }).message).toMatch(message);
  expect(mappings.all).toEqual([]);
});

test("what Lambda refuses for its function's role is refused in its words, and not made", async () => {
  refusal = async ({ Queues }, functionArn, region) => `no ${Queues} to ${functionArn} in ${region}`;
  expect(await send("POST", COLLECTION, wanted)).toMatchObject({
    status: 400,
    type: "InvalidParameterValueException",
    body: { message: `no messages to ${LISTENER} in eu-west-1` },
  });
  expect(mappings.all).toEqual([]);
});

test("where nobody can tell whether it would be refused, it is made", async () => {
  refusal = async () => {
    throw new Error("half made");
  };
  expect(await send("POST", COLLECTION, wanted)).toMatchObject({ status: 202 });
});

test("a second mapping of the same queue to the same function is refused, and says which there is", async () => {
  const uuid = await created();
  const answer = await send("POST", COLLECTION, wanted);
  expect(answer).toMatchObject({ status: 409, type: "ResourceConflictException" });
  expect((answer.body as { message: string }).message).toContain(`existing mapping with UUID ${uuid}`);
});

test("mappings on other sources are the account's", async () => {
  expect(await send("POST", COLLECTION, { EventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:q" })).toMatchObject({
    status: 0,
  });
});
