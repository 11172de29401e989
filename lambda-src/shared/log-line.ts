/** How much a log line matters, in Lambda's words, so that a function's log level setting applies to it. */
export type LogLevel = "INFO" | "WARN" | "ERROR";

/**
 * Writes one JSON object as one line. Straight to standard output: `console.log` would put text before it, or wrap it in
 * another object.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html
 */
export function logLine(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
  const line = { timestamp: new Date().toISOString(), level, message, ...fields };
  // JSON.stringify refuses a bigint.
  const text = JSON.stringify(line, (_, value) => (typeof value === "bigint" ? String(value) : value));
  process.stdout.write(`${text}\n`);
}
