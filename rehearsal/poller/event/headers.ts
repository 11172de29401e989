import { javaBytes, javaDate } from "./java";

/** What amqplib calls a value that JavaScript has no type for. */
type Tagged =
  | { readonly "!": "timestamp"; readonly value: number }
  | { readonly "!": "decimal"; readonly value: { readonly digits: number; readonly places: number } };

/**
 * A table of headers, as JSON. Texts are written as the field that holds them in RabbitMQ's Java client, `{"bytes": [...]}`,
 * dates as Java writes dates, and tables and lists nest.
 *
 * amqplib has decoded the texts, as UTF-8, and rounded 64-bit numbers: what is neither UTF-8 nor within 53 bits differs from AWS's.
 */
export function headersJson(table: Readonly<Record<string, unknown>>): string {
  return `{${Object.entries(table)
    .map(([name, value]) => `${JSON.stringify(name)}:${valueJson(value)}`)
    .join(",")}}`;
}

function valueJson(value: unknown): string {
  if (typeof value === "string") return `{"bytes":${javaBytes(Buffer.from(value))}}`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (value instanceof Uint8Array) return javaBytes(value);
  if (Array.isArray(value)) return `[${value.map(valueJson).join(",")}]`;
  const tagged = value as Tagged;
  if (tagged["!"] === "timestamp") return JSON.stringify(javaDate(tagged.value));
  if (tagged["!"] === "decimal") return decimal(tagged.value);
  return headersJson(value as Readonly<Record<string, unknown>>);
}

/** Java's `BigDecimal` keeps zeros at the end. */
function decimal({ digits, places }: { readonly digits: number; readonly places: number }): string {
  if (places === 0) return String(digits);
  const text = String(digits).padStart(places + 1, "0");
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}
