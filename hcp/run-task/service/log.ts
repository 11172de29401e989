import type { Judged } from "../judging/judge-request";
import type { RunTaskRequest } from "../request/request";

export type LogLevel = "INFO" | "WARN" | "ERROR";

/** One thing that happened, as one line of JSON. Only names, numbers and sentences of ours: never a URL, a token or what is in a plan. */
export type Log = (level: LogLevel, message: string, fields?: Readonly<Record<string, string | number>>) => void;

/** Writes one JSON object a line. */
export function jsonLog(write: (text: string) => unknown, now: () => Date): Log {
  return (level, message, fields = {}) => {
    write(`${JSON.stringify({ timestamp: now().toISOString(), level, message, ...fields })}\n`);
  };
}

/** What identifies a request. */
export function namesOf({ resultId, runId, organization, workspace, stage }: RunTaskRequest): Record<string, string> {
  return { result: resultId, run: runId, organization, workspace, stage };
}

/** How much what became of a request matters to whoever runs the service. */
export function levelOf({ told, verdict, fault }: Judged): LogLevel {
  if (told === "already-final") return "INFO";
  if (told !== "told" || fault !== undefined) return "ERROR";
  return verdict === "not-judged" ? "WARN" : "INFO";
}
