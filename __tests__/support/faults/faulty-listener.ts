import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionProcess } from "../../../rehearsal/functions/function-process";
import type { InvocationOutcome } from "../../../rehearsal/poller/polling";

/** How often each invocation fails, and how often it never answers: by chance, with 1 as always. */
export interface Faults {
  readonly fails: number;
  readonly hangs: number;
}

/** A function in a process of its own, which fails and hangs by chance. */
export class FaultyListener {
  readonly #folder = mkdtempSync(join(tmpdir(), "faulty-listener-"));
  readonly #process: FunctionProcess;
  failures = 0;
  timeouts = 0;

  constructor({ fails, hangs }: Faults) {
    const code = `
      exports.handler = async () => {
        const chance = Math.random();
        if (chance < ${hangs}) await new Promise(() => setInterval(() => {}, 1000));
        if (chance < ${hangs + fails}) throw new Error("by chance");
      };
    `;
    writeFileSync(join(this.#folder, "index.js"), code);
    this.#process = new FunctionProcess(
      {
        ...{ name: "listener", arn: "arn:aws:lambda:eu-central-1:123456789012:function:listener" },
        ...{ handler: "index.handler", code: this.#folder, timeout: 1, memory: 256, environment: {} },
        logGroup: "/aws/lambda/listener",
      },
      () => {},
    );
  }

  async invoke(event: Uint8Array): Promise<InvocationOutcome> {
    const { failed, body } = await this.#process.invoke(event);
    if (!failed) return { error: null };
    const { errorType: type, errorMessage: message } = JSON.parse(body.toString());
    if (type === "Sandbox.Timedout") this.timeouts += 1;
    else this.failures += 1;
    return { error: { type, message } };
  }

  stop(): void {
    this.#process.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
