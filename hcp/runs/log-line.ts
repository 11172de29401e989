/**
 * What a line of a log says to people. With structured output it is JSON, else text; both stand in one log.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function saidIn(line: string): string {
  const structured = line.startsWith("{") ? objectIn(line) : undefined;
  const message = structured?.["@message"];
  if (structured === undefined || typeof message !== "string") return line;
  const { detail } = (structured.diagnostic ?? {}) as { readonly detail?: unknown };
  return typeof detail === "string" && detail !== "" ? `${message}\n${detail}` : message;
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
