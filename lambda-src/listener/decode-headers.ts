import type { RabbitMqBasicProperties, RabbitMqHeaderString, RabbitMqHeaderValue } from "./rabbitmq-event";

/** A header's value: bytes that are not UTF-8 text stay bytes. */
export type HeaderValue =
  | null
  | boolean
  | number
  | string
  | Buffer
  | readonly HeaderValue[]
  | { readonly [name: string]: HeaderValue };

/** Headers by name, their strings as strings. */
export type Headers = Readonly<Record<string, HeaderValue>>;

/** Decodes headers, and the tables and arrays among them. */
export function decodeHeaders(headers: RabbitMqBasicProperties["headers"]): Headers {
  return decodeTable(headers ?? {});
}

function decodeTable(table: Readonly<Record<string, RabbitMqHeaderValue>>): Headers {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, decodeValue(value)]));
}

function decodeValue(value: RabbitMqHeaderValue): HeaderValue {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(decodeValue);
  return isHeaderString(value) ? decodeString(value) : decodeTable(value);
}

/** `Array.isArray` does not narrow a read-only array. */
function isList(value: object): value is readonly RabbitMqHeaderValue[] {
  return Array.isArray(value);
}

/** A table whose only key is `bytes` and whose value is a list of bytes cannot be told from a string. */
function isHeaderString(value: object): value is RabbitMqHeaderString {
  const { bytes, ...others } = value as Partial<RabbitMqHeaderString>;
  return (
    Array.isArray(bytes) &&
    Object.keys(others).length === 0 &&
    bytes.every((byte) => Number.isInteger(byte) && byte >= -128 && byte <= 255)
  );
}

function decodeString({ bytes }: RabbitMqHeaderString): string | Buffer {
  // Buffer.from takes each number modulo 256, which is what signed bytes need.
  const buffer = Buffer.from(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(buffer);
  } catch {
    return buffer;
  }
}
