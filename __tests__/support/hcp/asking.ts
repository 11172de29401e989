import { gzipSync } from "node:zlib";
import type { HcpStandIn } from "./stand-in";

/** What a request was answered with. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** biome-ignore lint/suspicious/noExplicitAny: whatever JSON there is */
  readonly json: any;
}

/** Sends a request to the API of a stand-in, as it is, without following redirects. */
export async function ask(hcp: HcpStandIn, call: string, data?: unknown, token: string = hcp.token): Promise<Answered> {
  const [method = "", path = ""] = call.split(" ");
  const url = path.startsWith("http") ? path : `${hcp.url}/api/v2${path}`;
  const isBlob = !url.includes("/api/v2/");
  const body = Buffer.isBuffer(data) ? new Uint8Array(data) : data === undefined ? null : JSON.stringify({ data });
  const headers = isBlob ? {} : { authorization: `Bearer ${token}`, "content-type": "application/vnd.api+json" };
  const answer = await fetch(url, { method, headers, body, redirect: "manual" });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isJson = /json/.test(answer.headers.get("content-type") ?? "") && bytes.length > 0;
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    json: isJson ? JSON.parse(bytes.toString("utf8")) : undefined,
  };
}

/** A configuration version that is uploaded. */
export async function uploadedVersion(hcp: HcpStandIn, workspace: string, attributes: object = {}): Promise<string> {
  const version = await ask(hcp, `POST /workspaces/${workspace}/configuration-versions`, {
    type: "configuration-versions",
    attributes: { "auto-queue-runs": false, ...attributes },
  });
  await ask(hcp, `PUT ${version.json.data.attributes["upload-url"]}`, tarOf("cdk.tf.json", "{}"));
  return version.json.data.id;
}

/** A run of an uploaded configuration version. */
export function newRun(
  hcp: HcpStandIn,
  workspace: string,
  version: string,
  attributes: object = {},
): Promise<Answered> {
  return ask(hcp, "POST /runs", {
    type: "runs",
    attributes,
    relationships: {
      workspace: { data: { type: "workspaces", id: workspace } },
      "configuration-version": { data: { type: "configuration-versions", id: version } },
    },
  });
}

/** A gzipped tar archive of one file. */
export function tarOf(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write("0000644\0", 100);
  header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("0", 156);
  header.write("        ", 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return gzipSync(Buffer.concat([header, body, Buffer.alloc(1024)]));
}
