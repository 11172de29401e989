import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { Undecodable } from "./undecodable";

/** A body, decoded as its content type says. */
export type DecodedBody =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly bytes: Buffer };

/** The largest body after decompression, in bytes: 64 MiB. A few kilobytes of gzip can hold gigabytes. */
export const LARGEST_BODY = 64 * 1024 * 1024;

const DECOMPRESSIONS: Readonly<Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

const NO_ENCODING = new Set(["", "identity", "binary"]);
const JSON_TYPE = /^application\/json$|\+json$/;
const TEXT_TYPE = /^text\/|^application\/(xml|x-www-form-urlencoded)$|\+xml$/;

/**
 * Decodes a body:
 *
 * 1. base64, strictly;
 * 2. `contentEncoding`: gzip, x-gzip, deflate (zlib) and br, several in the order in which they were applied; a
 *    character set's name, which many clients put there, counts as the content type's `charset`;
 * 3. `contentType`: JSON types are parsed; text types become a string, in `charset` or UTF-8, strictly; other types stay
 *    bytes. Without a content type: a string when the bytes are UTF-8, bytes otherwise.
 *
 * @throws Undecodable when the bytes are not what the properties say
 */
export function decodeBody(data: string, contentType: string | null, contentEncoding: string | null): DecodedBody {
  const encoded = decodeBase64(data);
  const { bytes, charset: encodingCharset } = decodeContent(encoded, contentEncoding ?? "");
  const [type = "", ...parameters] = (contentType ?? "").split(";").map((part) => part.trim());
  const charset = charsetAmong(parameters) ?? encodingCharset ?? "utf-8";
  const mediaType = type.toLowerCase();

  if (JSON_TYPE.test(mediaType)) return { kind: "json", value: parseJson(decodeText(bytes, charset)) };
  if (TEXT_TYPE.test(mediaType)) return { kind: "text", text: decodeText(bytes, charset) };
  if (mediaType !== "") return { kind: "binary", bytes };
  try {
    return { kind: "text", text: decodeText(bytes, charset) };
  } catch {
    return { kind: "binary", bytes };
  }
}

/** `Buffer.from` skips whatever is not base64: compare instead of trusting it. Nothing was seen to leave `data` out. */
function decodeBase64(data: string): Buffer {
  const bytes = Buffer.from(data ?? "", "base64");
  if (bytes.toString("base64").replace(/=+$/, "") !== data?.replace(/=+$/, "")) {
    throw new Undecodable("its data is not base64");
  }
  return bytes;
}

function decodeContent(encoded: Buffer, contentEncoding: string): { bytes: Buffer; charset: string | undefined } {
  let bytes = encoded;
  let charset: string | undefined;
  for (const encoding of contentEncoding.toLowerCase().split(",").reverse()) {
    const name = encoding.trim();
    const decompress = DECOMPRESSIONS[name];
    if (decompress !== undefined) {
      bytes = decompressed(bytes, name, decompress);
    } else if (isCharset(name)) {
      charset = name;
    } else if (!NO_ENCODING.has(name)) {
      throw new Undecodable(`its content encoding ${JSON.stringify(contentEncoding)} is not known`);
    }
  }
  return { bytes, charset };
}

function decompressed(bytes: Buffer, name: string, decompress: (typeof DECOMPRESSIONS)[string]): Buffer {
  try {
    return decompress(bytes, { maxOutputLength: LARGEST_BODY });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw new Undecodable(`it is larger than ${LARGEST_BODY} bytes once decompressed`);
    }
    throw new Undecodable(`its body is not ${name}, which its content encoding says`);
  }
}

function charsetAmong(parameters: readonly string[]): string | undefined {
  const parameter = parameters.find((candidate) => /^charset=/i.test(candidate));
  return parameter?.slice("charset=".length).replaceAll('"', "").toLowerCase();
}

function isCharset(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

function decodeText(bytes: Buffer, charset: string): string {
  if (!isCharset(charset)) throw new Undecodable(`its character set ${JSON.stringify(charset)} is not known`);
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    throw new Undecodable(`its body is not ${charset} text`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not the parser's own message: it quotes the body.
    throw new Undecodable("its body is not JSON, which its content type says");
  }
}
