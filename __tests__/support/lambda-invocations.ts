import type { IncomingMessage } from "node:http";
import { type EmulatedAnswer, HttpEmulator } from "./http-emulator";

/** An invocation that Lambda was asked for. */
export interface Invocation {
  readonly functionName: string;
  /** `Event` where nobody waits for the function. */
  readonly type: string;
  readonly payload: object;
}

/** The part of Lambda that takes invocations, and runs none. */
export class LambdaInvocations extends HttpEmulator {
  /** All that were taken, in order. */
  readonly taken: Invocation[] = [];
  /** Whether further ones are refused, as where too many functions run. */
  isBusy = false;

  protected override answer({ url, headers }: IncomingMessage, body: string): EmulatedAnswer {
    if (this.isBusy) {
      const type = { "x-amzn-errortype": "TooManyRequestsException" };
      return { status: 429, headers: type, body: JSON.stringify({ Type: "User", Message: "Rate Exceeded." }) };
    }
    const [, functionName = ""] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url ?? "") ?? [];
    this.taken.push({ functionName, type: `${headers["x-amz-invocation-type"]}`, payload: JSON.parse(body) });
    return { status: 202, body: "" };
  }
}
