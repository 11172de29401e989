import type { IncomingMessage } from "node:http";
import { Patience } from "../../../lambda-src/shared/patience";
import { Changes } from "../../../lambda-src/topology/changes";
import { ManagementApi } from "../../../lambda-src/topology/management-api";
import { applyPolicy, confirmPolicies, defaultMaxLength, deliveryPolicy } from "../../../lambda-src/topology/policies";
import { FakeClock } from "../../support/fake-clock";
import { type EmulatedAnswer, HttpEmulator } from "../../support/http-emulator";
import { catchLogLines } from "../../support/log-lines";

/** A broker that shows what it is told to, and remembers what it is asked to change. */
class ShowingBroker extends HttpEmulator {
  /** What it shows, by path. */
  shown: Record<string, unknown> = {};
  readonly changes: string[] = [];

  protected override answer({ method, url = "" }: IncomingMessage, body: string): EmulatedAnswer {
    if (method !== "GET") this.changes.push(`${method} ${url} ${body}`);
    const object = this.shown[url];
    return object === undefined ? { status: 404, body: "" } : { status: 200, body: JSON.stringify(object) };
  }
}

const broker = new ShowingBroker();
beforeAll(() => broker.start());
afterAll(() => broker.stop());
const logLines = catchLogLines();

let api: ManagementApi;
let clock: FakeClock;
let changes: Changes;
beforeEach(() => {
  broker.shown = {};
  broker.changes.length = 0;
  prepare();
});
afterEach(() => api.close());

function prepare(time = new FakeClock()) {
  api?.close();
  clock = time;
  changes = new Changes();
  const patience = new Patience(clock, clock.now() + 837_000);
  api = new ManagementApi(new URL(broker.url), { username: "admin", password: "throwaway" }, patience);
}

describe("confirming that policies apply", () => {
  const show = (orders: object, deadLetters: object) => {
    broker.shown = { "/api/queues/%2F/orders": orders, "/api/queues/%2F/orders.dead-letter": deadLetters };
  };
  const confirm = () => confirmPolicies(api, "/", ["orders.dead-letter", "orders"], changes);
  const shown = (queue: string) => ({ name: queue, policy: queue });

  test("queues that say so at once", async () => {
    show(shown("orders"), shown("orders.dead-letter"));
    await confirm();
    expect(clock.pauses).toEqual([]);
    expect(changes.warnings).toEqual([]);
  });

  test("queues that say so after two minutes", async () => {
    show({}, shown("orders.dead-letter"));
    let slept = 0;
    prepare(
      new FakeClock((pauses) => {
        slept = pauses;
        if (pauses === 15) show(shown("orders"), shown("orders.dead-letter"));
      }),
    );
    const started = clock.now();
    await confirm();
    expect(slept).toBe(15);
    expect(clock.now() - started).toBeGreaterThan(120_000);
    expect(changes.warnings).toEqual([]);
  });

  test.each([{}, { policy: null }, { policy: "" }])("queues that never say are a warning: %j", async (state) => {
    show(state, state);
    await confirm();
    expect(changes.warnings).toEqual([
      'The broker does not show which policy applies to "orders.dead-letter" and "orders" in virtual host "/": it shows that ' +
        "with its statistics. The policies are there, each with its queue's name: look at the queue in RabbitMQ's console. " +
        "Tried for 146 seconds.",
    ]);
    expect(logLines().at(-1)).toMatchObject({ level: "WARN", message: changes.warnings[0] });
  });

  test("a queue that follows another policy is an error, whatever the other says", async () => {
    show({ policy: "everything" }, {});
    await expect(confirm()).rejects.toMatchObject({
      name: "PolicyNotApplied",
      message:
        'The queue "orders" in virtual host "/" follows the policy "everything", and must follow "orders", whose priority is ' +
        "100. Give policies that match this queue a lower priority, and deploy again. Tried for 146 seconds.",
    });
  });
});

describe("the length that Amazon MQ's default policies allow", () => {
  const policy = (name: string, kind: string, priority: number, definition: object) => ({
    vhost: "/",
    name,
    pattern: ".*",
    "apply-to": kind,
    priority,
    definition,
  });
  const overflow = "reject-publish";

  test.each<[string, object[], number | null]>([
    ["a new virtual host has none", [], null],
    [
      "a single instance has no limit",
      [policy("AWS-DEFAULT-POLICY-SINGLE-INSTANCE", "all", 0, { "queue-mode": "lazy" })],
      null,
    ],
    [
      "a cluster's for quorum queues, not that for classic ones",
      [
        policy("AWS-DEFAULT-POLICY-CLUSTER", "classic_queues", 1, { "max-length": 1, overflow }),
        policy("AWS-DEFAULT-QUORUM-QUEUES-POLICY-CLUSTER-MULTI-AZ", "quorum_queues", 1, {
          "max-length": 8_000_000,
          overflow,
        }),
      ],
      8_000_000,
    ],
    [
      "the one that applies, of several",
      [
        policy("AWS-DEFAULT-POLICY-CLUSTER-MULTI-AZ", "all", 0, { "max-length": 1 }),
        policy("AWS-DEFAULT-QUORUM-QUEUES-POLICY-CLUSTER-MULTI-AZ", "queues", 1, { "max-length": 500_000 }),
      ],
      500_000,
    ],
    ["other policies are their owner's", [policy("limit", "all", 1, { "max-length": 10 })], null],
  ])("%s", async (_, policies, expected) => {
    broker.shown = { "/api/policies/%2F": policies };
    await expect(defaultMaxLength(api, "/")).resolves.toBe(expected);
  });
});

describe("a policy that is there already", () => {
  const wanted = deliveryPolicy("orders", 20, "orders.dead-letter", 8_000_000);
  const existing = { pattern: "^orders$", "apply-to": "quorum_queues", priority: 100, definition: wanted.definition };
  const apply = (definition: object) => {
    broker.shown = { "/api/policies/%2F/orders": { vhost: "/", name: "orders", ...existing, definition } };
    return applyPolicy(api, "/", wanted, changes);
  };

  test("is left alone, also with what Amazon MQ adds on a cluster of 3.13", async () => {
    await apply(wanted.definition);
    await apply({ ...wanted.definition, "ha-mode": "all", "ha-sync-mode": "automatic" });
    expect(broker.changes).toEqual([]);
    expect(changes.list).toEqual([]);
  });

  test.each<[string, object]>([
    ["a value that somebody changed", { ...wanted.definition, "delivery-limit": 1 }],
    ["a key that somebody added", { ...wanted.definition, "message-ttl": 1 }],
    ["another length", { ...wanted.definition, "max-length": 500_000 }],
  ])("is put right: %s", async (_, definition) => {
    await apply(definition);
    expect(broker.changes).toEqual([`PUT /api/policies/%2F/orders ${JSON.stringify(existing)}`]);
    expect(changes.list).toEqual(['changed policy "orders"']);
  });
});
