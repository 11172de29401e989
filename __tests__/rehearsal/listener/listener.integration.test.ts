import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  ANY_MESSAGE,
  ASSUMPTIONS,
  findRabbitMq,
  type ListenerNews,
  type RehearsedListener,
  rehearseListener,
} from "../../../rehearsal";
import { CACHE } from "../../../rehearsal/folders";
import { describeRehearsal, RehearsalProcess } from "../../support/describe-rehearsal";

jest.setTimeout(120_000);

/** What the settings say where nobody says anything. */
const plain: RehearsedListener = {
  name: null,
  source: "listener",
  region: "us-east-1",
  queue: "messages",
  virtualHost: "/",
  deliveryLimit: 20,
  batchSize: 100,
  batchingWindowSeconds: null,
  filters: [],
  timeoutSeconds: 60,
  memoryMegabytes: 256,
  environment: {},
};

describeRehearsal("a listener alone", () => {
  test("is fed its example, and loaded anew when it is saved, working or not", async () => {
    const folder = join(CACHE, `listener-under-test-${process.pid}`);
    const save = (code: string) => writeFileSync(join(folder, "index.ts"), code);
    mkdirSync(folder, { recursive: true });
    save('export const handler = async () => console.log("the first for", process.env.TABLE);');
    const news: ListenerNews[] = [];
    const stopping = new AbortController();
    /** What is saved next, once something was told. */
    const steps: [(news: ListenerNews) => boolean, () => void][] = [
      [({ kind }) => kind === "processed", () => save("export const handler = async () => {")],
      [
        ({ kind }) => kind === "not-built",
        () => save('export const handler = async () => { throw new Error("no"); };'),
      ],
      [({ kind }) => kind === "failed", () => save('export const handler = async () => console.log("the last");')],
      [(told) => told.kind === "log" && told.line === "the last", () => stopping.abort(new Error("enough"))],
    ];
    try {
      await expect(
        rehearseListener(findRabbitMq(), {
          listener: {
            ...{ ...plain, source: `../.cache/${basename(folder)}` },
            ...{ queue: "incoming", virtualHost: "shop", environment: { TABLE: "orders" } },
          },
          messages: [ANY_MESSAGE],
          once: false,
          assumed: ASSUMPTIONS,
          signal: stopping.signal,
          tell: (told) => {
            news.push(told);
            if (steps[0]?.[0](told)) steps.shift()?.[1]();
          },
        }),
      ).rejects.toThrow("enough");
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(steps).toEqual([]);
    expect(news.flatMap((told) => (told.kind === "log" && /^the /.test(told.line) ? told.line : []))).toContain(
      "the first for orders",
    );
    expect(news.find(({ kind }) => kind === "failed")).toEqual({ kind: "failed", error: "Error: no" });
  });

  test("what the mapping's filters drop reaches nobody, and that is told", async () => {
    const news: ListenerNews[] = [];
    const done = await rehearseListener(findRabbitMq(), {
      listener: { ...plain, filters: ['{"data":{"kind":["order"]}}'] },
      messages: [ANY_MESSAGE],
      once: true,
      assumed: ASSUMPTIONS,
      signal: new AbortController().signal,
      tell: (told) => news.push(told),
    });
    expect(done).toBe(true);
    expect(news.map(({ kind }) => kind).filter((kind) => kind !== "log")).toEqual(["up", "built", "filtered-out"]);
  });

  test("the command ends once the message is processed, and says so", async () => {
    const { code, stdout, stderr } = await new RehearsalProcess(["--listener", "--once"]).ended;
    expect(stderr).toMatch(
      /RabbitMQ is up: https:.*\n.*lambda-src\/listener is loaded; publish a message\n.*processed/s,
    );
    expect(stdout).toContain('"message":"Message received"');
    expect(code).toBe(0);
  });

  test("a listener that is not there is named", async () => {
    const { code, stderr } = await new RehearsalProcess(["--listener", "nobody"]).ended;
    expect(stderr).toMatch(
      /^mqesm: there is no listener "nobody" in the settings or in lambda-src\/listeners: they have .*example.*\.\n$/,
    );
    expect(code).toBe(2);
  });
});
