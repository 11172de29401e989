import type { RabbitMqBasicProperties } from "./rabbitmq-event";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** U+202F is what newer Java versions put before AM and PM; U+00A0 is what some locales do. */
const JAVA_DATE = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}),? (\d{1,2}):(\d{2}):(\d{2})[ \u00a0\u202f](AM|PM)$/;

/**
 * Reads a timestamp such as `Jan 1, 1970, 12:33:41 AM`. It names no zone: UTC is assumed, the zone of AWS's services.
 *
 * @returns null when there is none, or when it is written in another way
 */
export function decodeTimestamp(timestamp: RabbitMqBasicProperties["timestamp"]): Date | null {
  const [, monthName = "", day, year, hour, minute, second, half] = JAVA_DATE.exec(timestamp ?? "") ?? [];
  const month = MONTHS.indexOf(monthName);
  if (month === -1) return null;
  const hourOfDay = (Number(hour) % 12) + (half === "PM" ? 12 : 0);
  return new Date(Date.UTC(Number(year), month, Number(day), hourOfDay, Number(minute), Number(second)));
}

/**
 * Reads an expiration, text or number.
 *
 * @returns milliseconds; null when there is none or it is not a number
 */
export function decodeExpiration(expiration: RabbitMqBasicProperties["expiration"]): number | null {
  return expiration !== null && /^\d+$/.test(String(expiration)) ? Number(expiration) : null;
}
