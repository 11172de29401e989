import { renderJson } from "../check/output/json";
import type { Surroundings } from "../surroundings";
import type { Reporter } from "./reporter";

/** For programs: one JSON object a line. */
export function jsonLines({ stdout }: Pick<Surroundings, "stdout">): Reporter {
  const write = (event: string, content: object) => stdout.write(`${JSON.stringify({ event, ...content })}\n`);
  return {
    started: (run) => write("run", run),
    event: ({ kind, ...content }) => write(kind, content),
    verdict: ({ outcome, why, judged, acceptance }) => {
      const report = judged.length === 0 ? null : JSON.parse(renderJson(judged, acceptance));
      write("verdict", { outcome, why, report });
    },
    ended: (result) => write("result", result),
    note: (text) => write("note", { text }),
  };
}
