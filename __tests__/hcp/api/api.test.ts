import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Api, HcpRefusal, HcpTooLarge, HcpUnavailable, mayBeDone } from "../../../hcp/api/index";
import { failureOf } from "../../support/failure-of";
import { Answering, json, lost, refused } from "./answering";

const run = { id: "run-1", type: "runs", attributes: { status: "planned" } };
const BLOB = "https://archivist.terraform.io/v1/object/planted-blob-secret";
const BLOB_ON_ENTERPRISE = "https://app.terraform.io/_archivist/v1/object/planted-blob-secret";

/** The message of what the promise fails with. */
async function messageOf(promise: Promise<unknown>): Promise<string> {
  return ((await failureOf(promise)) as Error).message;
}

describe("a question", () => {
  test("goes to the API with the token, and its data come back", async () => {
    const hcp = new Answering([json(200, { data: run })]);
    expect(await hcp.api().get("/runs/run-1?include=plan")).toEqual({ data: run });
    expect(hcp.seen).toEqual([
      {
        method: "GET",
        url: "https://app.terraform.io/api/v2/runs/run-1?include=plan",
        headers: {
          authorization: `Bearer ${hcp.token}`,
          accept: "application/vnd.api+json, */*",
          "content-type": "application/vnd.api+json",
        },
        body: undefined,
      },
    ]);
  });

  test("may be about an address of the API as it gave it, a query with it", async () => {
    const hcp = new Answering([json(200, { data: run })]);
    const address = "https://app.terraform.io/api/v2/task-results/1/callback?url_code=planted";
    await hcp.api().patch(address, { data: {} });
    expect(hcp.seen[0]).toMatchObject({ method: "PATCH", url: address, body: '{"data":{}}' });
  });

  test.each([
    "https://evil.example/api/v2/runs/run-1",
    "http://app.terraform.io/api/v2/runs/run-1",
    "https://app.terraform.io/app/acme",
  ])("never to another address: %s", async (address) => {
    const hcp = new Answering([]);
    expect(await messageOf(hcp.api().get(address))).toBe(
      "An address that is not one of the API of app.terraform.io is not asked.",
    );
    expect(hcp.seen).toEqual([]);
  });

  test.each([
    ["202 and nothing", new Response("", { status: 202 })],
    ["204", new Response(null, { status: 204 })],
  ])("answered by %s has no data", async (_, answer) => {
    expect(await new Answering([answer]).api().post("/runs/run-1/actions/apply", {})).toBeUndefined();
  });

  test("of a list gets every page, and no more than that", async () => {
    const page = (id: string, next: number | null) =>
      json(200, { data: [{ ...run, id }], meta: { pagination: { "next-page": next } } });
    const hcp = new Answering([page("run-1", 2), page("run-2", null)]);
    const ids: string[] = [];
    for await (const { id } of hcp.api().all("/workspaces/ws-1/runs?search%5Bbasic%5D=x")) ids.push(id);
    expect(ids).toEqual(["run-1", "run-2"]);
    expect(hcp.seen.map(({ url }) => url.replace(/.*\/api\/v2/, ""))).toEqual([
      "/workspaces/ws-1/runs?search%5Bbasic%5D=x&page%5Bnumber%5D=1&page%5Bsize%5D=100",
      "/workspaces/ws-1/runs?search%5Bbasic%5D=x&page%5Bnumber%5D=2&page%5Bsize%5D=100",
    ]);
  });

  test("of a list whose pages lead back ends all the same", async () => {
    const hcp = new Answering([json(200, { data: [run], meta: { pagination: { "next-page": 1 } } })]);
    const all: unknown[] = [];
    for await (const each of hcp.api().all("/runs")) all.push(each);
    expect(all).toHaveLength(1);
  });

  test("answered by a page for people says so", async () => {
    const hcp = new Answering([new Response("<html>sign in</html>", { status: 200 })]);
    expect(await messageOf(hcp.api().get("/runs/run-1"))).toBe(
      "app.terraform.io answers with something that is no JSON to /api/v2/runs/run-1: is it the host of the API?",
    );
  });
});

describe("what is refused is said once, with the remedy", () => {
  test.each([
    [
      401,
      "unauthorized",
      undefined,
      "app.terraform.io answers 401 (unauthorized) to GET /runs/run-1: the token is missing, wrong or expired. Run `terraform login app.terraform.io`, or set TF_TOKEN_app_terraform_io.",
    ],
    [
      403,
      "forbidden",
      undefined,
      "app.terraform.io answers 403 (forbidden) to GET /runs/run-1: the token may not do that: it needs the permission to read runs.",
    ],
    [
      404,
      "not found",
      undefined,
      "app.terraform.io answers 404 (not found) to GET /runs/run-1: that is not there, or the token may not see it: both are answered alike. Check organization acme, workspace orders, and that the token has the permission to read runs; it has to be one of a user or a team, for an organization's own token cannot work with runs.",
    ],
    [
      409,
      "transition not allowed",
      undefined,
      "app.terraform.io answers 409 (transition not allowed) to GET /runs/run-1: what it is about is in a state, or locked, so that this cannot be done now.",
    ],
    [
      422,
      "invalid attribute",
      `Message is\ntoo long, see ${BLOB}`,
      "app.terraform.io answers 422 (invalid attribute: Message is too long, see (a URL)) to GET /runs/run-1: what was sent is not accepted.",
    ],
  ])("%d", async (status, title, detail, message) => {
    const hcp = new Answering([refused(status, title, detail)]);
    const failure = await failureOf(hcp.api().get("/runs/run-1?url_code=planted", { permission: "read runs" }));
    expect(failure).toBeInstanceOf(HcpRefusal);
    expect(failure).toMatchObject({ status, message });
    expect(hcp.pauses).toEqual([]);
    expect(mayBeDone(failure)).toBe(false);
  });

  test("also where the answer is for people", async () => {
    const hcp = new Answering([new Response("<html>planted</html>", { status: 418 })]);
    expect(await messageOf(hcp.api().get("/runs/run-1"))).toBe(
      "app.terraform.io answers 418 to GET /runs/run-1: that is not expected.",
    );
  });
});

describe("what is limited is asked again", () => {
  test.each([
    ["after X-RateLimit-Reset, which is a fraction", { "x-ratelimit-reset": "0.5" }, 500],
    ["after Retry-After in seconds, which comes first", { "retry-after": "3", "x-ratelimit-reset": "0.5" }, 3_000],
    ["at the date of Retry-After", { "retry-after": "Thu, 01 Jan 2026 00:00:07 GMT" }, 7_000],
    ["at once, where that date is over", { "retry-after": "Wed, 31 Dec 2025 00:00:07 GMT" }, 0],
    ["after a second, where nothing is said", {}, 1_000],
    ["after a second, where it is no time", { "retry-after": "soon", "x-ratelimit-reset": "-1" }, 1_000],
  ])("%s", async (_, headers, pause) => {
    const hcp = new Answering([refused(429, "rate limit", undefined, headers), json(200, { data: run })]);
    await hcp.api().get("/runs/run-1");
    expect(hcp.pauses).toEqual([pause]);
    expect(hcp.said).toEqual([`app.terraform.io answers 429: asking again in ${(pause / 1000).toFixed(1)} s`]);
  });

  test("also where it was to create something: a limited request is not done", async () => {
    const hcp = new Answering([refused(429, "rate limit"), json(201, { data: run })]);
    await hcp.api().post("/runs", {});
    expect(hcp.seen).toHaveLength(2);
  });

  test("more often than what fails, and no longer than there is patience", async () => {
    const limited = Array.from({ length: 30 }, () => refused(429, "rate limit", undefined, { "retry-after": "2" }));
    const hcp = new Answering(limited);
    const failure = await failureOf(hcp.api({ patience: 20_000 }).get("/runs/run-1"));
    expect(failure).toMatchObject({ status: 429 });
    expect(hcp.pauses).toEqual(Array.from({ length: 10 }, () => 2_000));
  });
});

describe("what fails is asked again, with longer pauses", () => {
  test.each([500, 502, 503, 504])("%d", async (status) => {
    const hcp = new Answering([refused(status, "no"), refused(status, "no"), json(200, { data: run })]);
    await hcp.api().get("/runs/run-1");
    expect(hcp.pauses).toEqual([1_000, 2_000]);
  });

  test("five times, and then what was asked for may be done or not", async () => {
    const hcp = new Answering(Array.from({ length: 6 }, () => refused(502, "bad gateway")));
    const failure = await failureOf(hcp.api().get("/runs/run-1"));
    expect(failure).toBeInstanceOf(HcpUnavailable);
    expect(failure).toMatchObject({
      message: "app.terraform.io answers 502 to GET /runs/run-1: whether it was done is not known. Try again later.",
    });
    expect(mayBeDone(failure)).toBe(true);
    expect(hcp.pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test("a lost connection too", async () => {
    const hcp = new Answering([lost("ECONNRESET"), lost(), json(200, { data: run })]);
    await hcp.api().get("/runs/run-1");
    expect(hcp.said).toEqual([
      "app.terraform.io cannot be reached (ECONNRESET): asking again in 1.0 s",
      "app.terraform.io cannot be reached (the connection was lost): asking again in 2.0 s",
    ]);
  });

  test.each([
    ["500", refused(500, "no")],
    ["a connection that is lost", lost("ECONNRESET")],
  ])("but not what creates something, by %s: it may be there", async (_, reply) => {
    const hcp = new Answering([reply]);
    expect(mayBeDone(await failureOf(hcp.api().post("/runs", {})))).toBe(true);
    expect(hcp.seen).toHaveLength(1);
  });

  test.each(["ECONNREFUSED", "ENOTFOUND"])("what creates something too where it was never sent: %s", async (code) => {
    const hcp = new Answering([lost(code), json(201, { data: run })]);
    await hcp.api().post("/runs", {});
    expect(hcp.seen).toHaveLength(2);
  });

  test("a certificate that is not trusted does not become so", async () => {
    const hcp = new Answering([lost("SELF_SIGNED_CERT_IN_CHAIN")]);
    expect(await messageOf(hcp.api().get("/runs/run-1"))).toBe(
      "app.terraform.io shows a certificate that is not trusted (SELF_SIGNED_CERT_IN_CHAIN) to GET /runs/run-1: name the file of its authority in NODE_EXTRA_CA_CERTS.",
    );
  });
});

describe("a blob", () => {
  const downloading = { name: "the plan's JSON", limit: 100 };
  const toBlob = (address = BLOB) => new Response(null, { status: 307, headers: { location: address } });

  test.each([BLOB, BLOB_ON_ENTERPRISE])(
    "is fetched where the API redirects to, without the token: %s",
    async (blob) => {
      const hcp = new Answering([toBlob(blob), new Response("{}")]);
      expect(String(await hcp.api().download("/plans/plan-1/json-output", downloading))).toBe("{}");
      expect(hcp.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([
        ["https://app.terraform.io/api/v2/plans/plan-1/json-output", `Bearer ${hcp.token}`],
        [blob, undefined],
      ]);
      expect(hcp.seen[1]?.headers).toEqual({});
    },
  );

  test.each([BLOB, BLOB_ON_ENTERPRISE])("whose address was given takes no token either: %s", async (blob) => {
    const hcp = new Answering([new Response("log")]);
    await hcp.api().download(blob, { name: "the log", limit: 100 });
    expect(hcp.seen[0]?.headers).toEqual({});
  });

  test("may come from the API itself", async () => {
    const hcp = new Answering([new Response("{}")]);
    expect(String(await hcp.api().download("/plans/plan-1/json-output", downloading))).toBe("{}");
  });

  test("may not be there yet", async () => {
    const hcp = new Answering([new Response(null, { status: 204 })]);
    expect(await hcp.api().download("/plans/plan-1/json-output", downloading)).toBeUndefined();
  });

  test.each([400, 403, 404, 410])("whose temporary address is over (%d) is asked for anew", async (status) => {
    const hcp = new Answering([toBlob(), new Response("expired", { status }), toBlob(`${BLOB}2`), new Response("{}")]);
    expect(String(await hcp.api().download("/plans/plan-1/json-output", downloading))).toBe("{}");
    expect(hcp.seen.map(({ url }) => url)[3]).toBe(`${BLOB}2`);
  });

  test("that may not be read is refused by the API", async () => {
    const hcp = new Answering([refused(404, "not found")]);
    const failure = await failureOf(
      hcp.api().download("/plans/plan-1/json-output", { ...downloading, permission: "administer the workspace" }),
    );
    expect(failure).toMatchObject({ status: 404 });
    expect((failure as Error).message).toContain("to the plan's JSON: ");
    expect((failure as Error).message).toContain("the permission to administer the workspace");
  });

  test.each([
    ["to another protocol", "http://archivist.terraform.io/x", "a redirection to an address that is not HTTPS"],
    ["to no address", "https://", "a redirection to an address that is not HTTPS"],
    ["in circles", BLOB, "more than 5 redirections"],
  ])("is not followed %s", async (_, location, why) => {
    const hcp = new Answering(Array.from({ length: 6 }, () => toBlob(location)));
    expect(await messageOf(hcp.api().download("/x", downloading))).toBe(
      `app.terraform.io answers to the plan's JSON with ${why}: that is not followed.`,
    );
  });

  test.each([
    ["says so beforehand", new Response("x".repeat(101), { headers: { "content-length": "101" } })],
    ["does not say so", new Response("x".repeat(101))],
  ])("that is too large and %s is not read", async (_, answer) => {
    const failure = await failureOf(new Answering([answer]).api().download("/x", downloading));
    expect(failure).toBeInstanceOf(HcpTooLarge);
    expect(failure).toMatchObject({ message: "the plan's JSON is larger than 0.0 MB, which is all that is read." });
  });

  test("as large as it may be is read", async () => {
    expect(await new Answering([new Response("x".repeat(100))]).api().download("/x", downloading)).toHaveLength(100);
  });

  test.each([BLOB, BLOB_ON_ENTERPRISE])("is uploaded without the token, again where that fails: %s", async (blob) => {
    const hcp = new Answering([refused(500, "no"), new Response("")]);
    await hcp.api().upload(blob, new Uint8Array([1, 2]), "the upload of the archive");
    expect(hcp.seen.map(({ method, headers }) => [method, headers])).toEqual([
      ["PUT", { "content-type": "application/octet-stream" }],
      ["PUT", { "content-type": "application/octet-stream" }],
    ]);
  });

  test("is named in no message, whatever happens to it", async () => {
    const replies = [
      ...Array.from({ length: 5 }, () => lost("ECONNRESET")),
      refused(403, "forbidden", `no ${BLOB}`),
      ...Array.from({ length: 5 }, () => refused(500, BLOB)),
    ];
    const hcp = new Answering(replies);
    const api = hcp.api();
    const messages = [
      await messageOf(api.upload(BLOB, new Uint8Array(), "the upload of the archive")),
      await messageOf(api.upload(BLOB, new Uint8Array(), "the upload of the archive")),
      await messageOf(api.download(BLOB, { name: "the log", limit: 9 })),
      ...hcp.said,
    ].join("\n");
    expect(messages).not.toMatch(/archivist|planted/);
    expect(messages).toContain("to the upload of the archive");
  });
});

describe("over a network", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serve(listener: RequestListener): Promise<string> {
    server = createServer(listener);
    await once(server.listen(0, "127.0.0.1"), "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test("an answer that breaks off is asked for again", async () => {
    let asked = 0;
    const origin = await serve((_, response) => {
      asked += 1;
      if (asked === 1) {
        response.writeHead(200, { "content-length": "100" });
        response.write("{");
        setTimeout(() => response.destroy(), 10);
      } else response.end(JSON.stringify({ data: run }));
    });
    const hcp = new Answering([]);
    const api = new Api({ origin, token: "t", outside: { ...hcp.outside, fetch } });
    expect(await api.get("/runs/run-1")).toEqual({ data: run });
    expect(asked).toBe(2);
  });

  test("an answer that does not come is given up after its time", async () => {
    const origin = await serve(() => {});
    const hcp = new Answering([]);
    const api = new Api({ origin, token: "t", outside: { ...hcp.outside, fetch }, say: (text) => hcp.said.push(text) });
    const message = await messageOf(api.download("/x", { name: "the plan's JSON", limit: 9, timeout: 50 }));
    expect(message).toMatch(
      /^127\.0\.0\.1:\d+ gives no answer within 0\.05 s to the plan's JSON: whether it was done is not known\. Try again later\.$/,
    );
  });

  test("whoever interrupts it gets its reason", async () => {
    const origin = await serve(() => {});
    const stop = new AbortController();
    const api = new Api({ origin, token: "t", signal: stop.signal });
    const reason = new Error("interrupted");
    setTimeout(() => stop.abort(reason), 20);
    expect(await failureOf(api.get("/runs/run-1"))).toBe(reason);
  });

  test("a pause is interrupted too", async () => {
    const origin = await serve((_, response) => response.writeHead(429, { "retry-after": "60" }).end());
    const stop = new AbortController();
    const reason = new Error("interrupted");
    const api = new Api({ origin, token: "t", signal: stop.signal, say: () => stop.abort(reason) });
    expect(await failureOf(api.get("/runs/run-1"))).toBe(reason);
  });
});
