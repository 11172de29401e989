import type { ApiRequest } from "./exchange";
import type { Observer } from "./server";

/** How long there must have been no further change, in milliseconds. */
const QUIET = 500;

/** Services whose settings decide whether a mapping can poll. */
const DECIDING = new Set(["ec2", "iam", "lambda", "mq", "secretsmanager"]);

/** Actions that change nothing, by their names' beginnings. */
const READING = /^(Describe|Get|List|BatchGet|Simulate)/;

/** What invokes a function, or is about mappings themselves, changes nothing that they depend on. */
const OF_ITS_OWN = /\/(invocations|event-source-mappings)(\/|$)/;

/** Tells of changes of the account, once they have come to rest. */
export function whenChanged(changed: () => void): Observer {
  let timer: NodeJS.Timeout | undefined;
  return (request, { status }) => {
    if (status >= 400 || !DECIDING.has(request.service) || isReading(request)) return;
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET);
    timer.unref();
  };
}

function isReading({ method, path, headers, body }: ApiRequest): boolean {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return READING.test(target.split(".").at(-1) ?? "");
  if (path !== "/") return method === "GET" || OF_ITS_OWN.test(path);
  return READING.test(new URLSearchParams(body.toString()).get("Action") ?? "");
}
