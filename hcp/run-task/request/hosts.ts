import type { RunTaskRequest } from "./request";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Why a request's URLs cannot be used, naming hosts only: a path may be a secret. Null where they can. Whoever holds the key cannot send
 * the service, or a token, anywhere but to the installation that it was started for. Where that redirects a download to is its own word,
 * over TLS: such an address gets no token.
 *
 * @param hostname of the installation, with its port where that is not 443
 */
export function hostProblem(request: RunTaskRequest, hostname: string): string | null {
  const wrong = Object.entries({
    task_result_callback_url: request.callbackUrl,
    plan_json_api_url: request.planUrl,
    configuration_version_download_url: request.configurationUrl,
  }).flatMap(([field, url]) => (url === null || isOf(url, hostname) ? [] : [`${field} leads to ${shownHost(url)}`]));
  if (wrong.length === 0) return null;
  const remedy = "Start the service with --hostname where that is another installation";
  return `${wrong.join(", ")}: expected https://${hostname}. ${remedy}`;
}

/** Plain HTTP only on this very machine, where tests run an installation. */
function isOf(url: string, expected: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, hostname, username, password } = new URL(url);
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  return isSafe && username === "" && password === "" && host === expected;
}

function shownHost(url: string): string {
  if (!URL.canParse(url)) return "no URL";
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
