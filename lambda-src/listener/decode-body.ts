import { decodeText } from "./character-set";
import { undoContentEncoding, unquoted } from "./content-encoding";
import { parseExactly } from "./exact-json";
import { Undecodable } from "./undecodable";

/** A body, decoded as its content type says. */
export type DecodedBody =
  /** Whole numbers beyond 53 bits are `bigint`, other numbers that JavaScript would round are strings. */
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly bytes: Buffer };

const JSON_TYPE = /^application\/json$|\+json$/;
const TEXT_TYPE = /^text\/|^application\/(xml|x-www-form-urlencoded)$|\+xml$/;

/**
 * Decodes a body:
 *
 * 1. `contentEncoding`: gzip, x-gzip, deflate (zlib), zip, br, zstd (from Node.js 22.15 on) and base64, several in HTTP's
 *    order or in Spring AMQP's; identity, 7bit, 8bit and binary change nothing; a character set's name counts as the content
 *    type's `charset`;
 * 2. `contentType`: JSON types are parsed; text types become a string, in `charset` or UTF-8, strictly; other types stay
 *    bytes. Without a content type: a string when the bytes are text in that character set, bytes otherwise.
 *
 * @param published the body's bytes, as they were published
 * @throws Undecodable when the bytes are not what the properties say
 */
export function decodeBody(published: Buffer, contentType: string | null, contentEncoding: string | null): DecodedBody {
  const { bytes, characterSet } = undoContentEncoding(published, contentEncoding ?? "");
  const [type = "", ...parameters] = (contentType ?? "").split(";").map((part) => part.trim());
  const charset = charsetAmong(parameters) ?? characterSet;
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

function charsetAmong(parameters: readonly string[]): string | undefined {
  const [, value] = parameters.map((parameter) => /^charset\s*=(.*)$/i.exec(parameter)).find((found) => found) ?? [];
  return value === undefined ? undefined : unquoted(value).toLowerCase();
}

function parseJson(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    // Not the parser's own message: it quotes the body.
    throw new Undecodable("its body is not JSON, which its content type says");
  }
}
