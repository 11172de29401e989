import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { jsonResponse } from "../../../rehearsal/front/exchange";
import { Front, type Observer, type Service } from "../../../rehearsal/front/server";

let account: Server;
let received: { readonly line: string; readonly body: string; readonly header: unknown }[];
let front: Front | undefined;

beforeEach(async () => {
  received = [];
  account = createServer(async (request, response) => {
    received.push({
      line: `${request.method} ${request.url}`,
      body: await text(request),
      header: request.headers["x-amz-target"],
    });
    response.writeHead(201, { "x-amzn-requestid": "of-the-account" });
    response.end("from the account");
  });
  await once(account.listen(0, "127.0.0.1"), "listening");
});
afterEach(async () => {
  await front?.stop();
  front = undefined;
  await once(account.close(), "close");
});

async function startFront(services: readonly Service[], observers: readonly Observer[] = []): Promise<Front> {
  front = new Front({ url: `http://127.0.0.1:${(account.address() as AddressInfo).port}` }, services, observers);
  await front.start();
  return front;
}

function signedFor(service: string, region = "eu-west-1") {
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

test("hands on what no service takes, path, query, headers and body, and the account's answer", async () => {
  const { url } = await startFront([() => undefined]);
  const response = await fetch(`${url}/some/path%2Fhere?with=query`, {
    method: "POST",
    headers: { ...signedFor("logs"), "x-amz-target": "Logs_20140328.PutLogEvents" },
    body: "a body",
  });
  expect([response.status, response.headers.get("x-amzn-requestid"), await response.text()]).toEqual([
    201,
    "of-the-account",
    "from the account",
  ]);
  expect(received).toEqual([
    { line: "POST /some/path%2Fhere?with=query", body: "a body", header: "Logs_20140328.PutLogEvents" },
  ]);
});

test("a service answers itself, knowing service and Region by the signature", async () => {
  const { url } = await startFront([
    ({ service, region, method, path, query, body }) =>
      service === "mq"
        ? Promise.resolve(jsonResponse(200, { region, method, path, query: query.get("q"), body: body.toString() }))
        : undefined,
  ]);
  const response = await fetch(`${url}/v1/brokers?q=1`, { method: "POST", headers: signedFor("mq"), body: "{}" });
  expect(await response.json()).toEqual({
    region: "eu-west-1",
    method: "POST",
    path: "/v1/brokers",
    query: "1",
    body: "{}",
  });
  expect(received).toEqual([]);
});

test("a service changes what the account answers", async () => {
  const { url } = await startFront([
    (_, forward) => forward().then(({ status, body }) => jsonResponse(status, { was: Buffer.from(body).toString() })),
  ]);
  const response = await fetch(url, { headers: signedFor("mq") });
  expect([response.status, await response.json()]).toEqual([201, { was: "from the account" }]);
});

test("a service that fails is an error of the account, not silence", async () => {
  const { url } = await startFront([() => Promise.reject(new Error("no room"))]);
  const response = await fetch(url, { headers: signedFor("mq") });
  expect([response.status, response.headers.get("x-amzn-errortype"), await response.json()]).toEqual([
    500,
    "InternalFailure",
    expect.objectContaining({ message: "The emulated account failed: no room" }),
  ]);
});

test("observers see each request with its answer", async () => {
  const seen: string[] = [];
  const { url } = await startFront([], [({ service, path }, { status }) => seen.push(`${service} ${path} ${status}`)]);
  await fetch(`${url}/v1/brokers`, { headers: signedFor("mq") });
  expect(seen).toEqual(["mq /v1/brokers 201"]);
});
