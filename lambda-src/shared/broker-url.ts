import type { Violations } from "./violations";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Reads the URL of a broker. Only TLS is accepted, except on this very machine, where tests run a broker.
 *
 * @param name the event's key or environment variable that holds it
 * @param scheme what the URL must begin with: `https` or `amqps`
 * @returns undefined when the URL breaks a rule, which `violations` then holds
 */
export function brokerUrl(
  name: string,
  value: unknown,
  scheme: "https" | "amqps",
  violations: Violations,
): URL | undefined {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && (url.username !== "" || url.password !== "")) {
    // Not shown: it may hold a password.
    violations.add(`${name} holds credentials: give the URL without them, they are read from Secrets Manager.`);
    return undefined;
  }
  const plain = `${scheme.slice(0, -1)}:`;
  const accepted =
    url !== undefined &&
    url.hostname !== "" &&
    (url.protocol === `${scheme}:` || (url.protocol === plain && LOOPBACK.test(url.hostname)));
  violations.check(name, value, accepted, `a URL that begins with ${scheme}:// and names a host`);
  return accepted ? url : undefined;
}
