import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ANY_MESSAGE, ASSUMPTIONS, findRabbitMq, type ListenerNews, rehearseListener } from "../../../rehearsal";
import { CACHE } from "../../../rehearsal/folders";
import { describeRehearsal, RehearsalProcess } from "../../support/describe-rehearsal";

jest.setTimeout(120_000);

describeRehearsal("a listener alone", () => {
  test("is fed its example, and loaded anew when it is saved, working or not", async () => {
    const folder = join(CACHE, `listener-under-test-${process.pid}`);
    const save = (code: string) => writeFileSync(join(folder, "index.ts"), code);
    mkdirSync(folder, { recursive: true });
    save('export const handler = async () => console.log("the first");');
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
          source: `../.cache/${basename(folder)}`,
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
      "the first",
    );
    expect(news.find(({ kind }) => kind === "failed")).toEqual({ kind: "failed", error: "Error: no" });
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
    expect(stderr).toBe('mqesm: there is no listener "nobody" in lambda-src/listeners: it has example.\n');
    expect(code).toBe(2);
  });
});
