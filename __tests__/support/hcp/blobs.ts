import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { type Answer, errorAnswer } from "./json-api";

/** Milliseconds that most URLs work. https://developer.hashicorp.com/terraform/cloud-docs/api-docs#blob-urls */
const LIFETIME = 25 * 3_600_000;

interface Blob {
  /** Milliseconds since 1970. */
  readonly until: number;
  read?(): Buffer;
  write?(content: Buffer): Answer;
}

/** Where blobs are, from the host on. */
export const OBJECTS = "/v1/object/";
/** Where states are downloaded from. HashiCorp's own client sends its token there, so it is not refused. */
const STATES = "/v1/state/";

/** What lies behind URLs that are secrets themselves, as those of HCP's archivist. */
export class Blobs {
  readonly #blobs = new Map<string, Blob>();

  /** @param origin of the host of blobs, which is another than the API's */
  constructor(
    private readonly origin: () => string,
    private readonly now: () => number,
  ) {}

  /** A URL that can be read. */
  readable(read: () => Buffer, lasts: number = LIFETIME): string {
    return this.#keep({ until: this.now() + lasts, read });
  }

  /** A URL of a state that can be downloaded. */
  state(read: () => Buffer): string {
    return this.#keep({ until: this.now() + LIFETIME, read }, STATES);
  }

  /** A URL that can be written to. */
  writable(write: (content: Buffer) => Answer): string {
    return this.#keep({ until: this.now() + LIFETIME, write });
  }

  /**
   * Answers a request to a blob URL.
   *
   * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/configuration-versions#upload-configuration-files
   */
  answer(
    method: string,
    path: string,
    query: URLSearchParams,
    credentials: string | undefined,
    content: Buffer,
  ): Answer {
    // Who sends a token here gives it to another host than the API's.
    if (credentials !== undefined && !path.startsWith(STATES))
      return errorAnswer(400, "no credentials belong to this URL");
    const blob = this.#blobs.get(path);
    if (blob === undefined || this.now() >= blob.until) return errorAnswer(404);
    if (method === "PUT" && blob.write !== undefined) return blob.write(content);
    if (method !== "GET" || blob.read === undefined) return errorAnswer(405);
    const offset = Number(query.get("offset") ?? 0);
    const limit = Number(query.get("limit") ?? Number.MAX_SAFE_INTEGER);
    return {
      status: 200,
      headers: { "content-type": "application/octet-stream" },
      body: blob.read().subarray(offset, offset + limit),
    };
  }

  #keep(blob: Blob, below = OBJECTS): string {
    const path = `${below}${randomBytes(24).toString("base64url")}`;
    this.#blobs.set(path, blob);
    return `${this.origin()}${path}`;
  }
}

/** Whether bytes are a gzipped tar archive: the first header's checksum is right. */
export function isArchive(content: Buffer): boolean {
  try {
    const header = gunzipSync(content).subarray(0, 512);
    const told = Number.parseInt(header.subarray(148, 156).toString("latin1"), 8);
    const counted = header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);
    return header.length === 512 && told === counted;
  } catch {
    return false;
  }
}
