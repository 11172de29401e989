import type { IncomingMessage } from "node:http";
import { type EmulatedAnswer, HttpEmulator } from "./http-emulator";

/** The part of S3 that plans are kept in: objects by bucket and key, put once. */
export class S3Emulator extends HttpEmulator {
  readonly objects = new Map<string, string>();
  /** A status and an error's code to answer everything with. */
  refusal: { readonly status: number; readonly code: string } | undefined;
  /** Headers of what was put last. */
  lastPut: IncomingMessage["headers"] = {};

  protected override answer({ method, url = "", headers }: IncomingMessage, body: string): EmulatedAnswer {
    if (this.refusal !== undefined) return error(this.refusal.status, this.refusal.code);
    const [path = ""] = url.split("?");
    if (method === "GET") {
      const object = this.objects.get(path);
      // Who may not list a bucket is not told that there is nothing.
      return object === undefined ? error(403, "AccessDenied") : { status: 200, body: object };
    }
    this.lastPut = headers;
    // As the bucket's policy has it.
    if (headers["if-none-match"] !== "*") return error(403, "AccessDenied");
    if (this.objects.has(path)) return error(412, "PreconditionFailed");
    this.objects.set(path, body);
    return { status: 200, body: "" };
  }
}

function error(status: number, code: string): EmulatedAnswer {
  return {
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  };
}
