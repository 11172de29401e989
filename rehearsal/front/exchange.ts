import type { IncomingHttpHeaders } from "node:http";

/** A request to an API of AWS. */
export interface ApiRequest {
  /** As its signature names it, such as `ec2`. */
  readonly service: string;
  readonly region: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What an API of AWS answers in JSON. */
export function jsonResponse(status: number, body: object): ApiResponse {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(body)) };
}

/** An error of an API of AWS, as SDKs read it. */
export function errorResponse(status: number, type: string, message: string): ApiResponse {
  const { headers, body } = jsonResponse(status, { Type: "User", Message: message, message });
  return { status, headers: { ...headers, "x-amzn-errortype": type }, body };
}

/** @returns undefined where the body is no JSON */
export function jsonOf<T>({ body }: { readonly body: Uint8Array }): T | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

const CREDENTIAL = /Credential=[^/]+\/[^/]+\/([^/]+)\/([^/]+)\/aws4_request/;

/** Whom a request is for: its signature says that, which nobody checks. */
export function signedFor(headers: IncomingHttpHeaders): { readonly region: string; readonly service: string } {
  const [, region = "", service = ""] = CREDENTIAL.exec(headers.authorization ?? "") ?? [];
  return { region, service };
}
