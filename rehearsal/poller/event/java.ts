const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/**
 * A date as Java writes it where nobody says how: `Jan 1, 1970, 12:33:41 AM`, with a plain space before AM and PM, as AWS's
 * documented event has it. Java 20 and later put U+202F there; which of them AWS runs is not known.
 *
 * @param seconds since 1970
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export function javaDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  const hour = date.getUTCHours();
  const minute = twoDigits(date.getUTCMinutes());
  const second = twoDigits(date.getUTCSeconds());
  const time = `${hour % 12 || 12}:${minute}:${second} ${hour < 12 ? "AM" : "PM"}`;
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${time}`;
}

/** Java's bytes are signed: -128 to 127. */
export function javaBytes(buffer: Uint8Array): string {
  return `[${new Int8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).join(",")}]`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
