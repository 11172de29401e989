import { counted } from "../../markdown/layout";
import type { Review } from "../../review";

/** The whole review in a line. */
export function headline({ workspaces }: Review): string {
  const mappings = workspaces.flatMap(({ verdicts }) => verdicts.mappings);
  const failing = mappings.filter(({ after }) => after === "fails").length;
  const unknown = mappings.filter(({ after }) => after === "unknown").length;
  const notJudged = workspaces.filter(({ verdicts }) => verdicts.notJudged !== null).length;
  const harms = workspaces.reduce((sum, workspace) => sum + workspace.harms.length, 0);
  const worst = workspaces
    .flatMap((workspace) => workspace.harms)
    .some(({ kind }) => kind === "messages" || kind === "refused");
  const sign = failing > 0 || worst ? "❌" : unknown + notJudged + harms > 0 ? "⚠️" : "✅";
  const parts = [
    ...(failing > 0 ? [`${counted(failing, "mapping", "mappings")} will fail`] : []),
    ...(unknown > 0 ? [`${counted(unknown, "mapping is", "mappings are")} not known to work`] : []),
    ...(notJudged > 0 ? [`${counted(notJudged, "workspace is", "workspaces are")} not judged`] : []),
    ...(harms > 0 ? [`${counted(harms, "thing", "things")} not to miss`] : []),
  ];
  return `## ${sign} ${parts.length > 0 ? parts.join(", ") : quiet(workspaces)}`;
}

function quiet(workspaces: Review["workspaces"]): string {
  if (workspaces.every(({ unchanged }) => unchanged)) {
    return workspaces.every(({ applyable }) => applyable === false) ? "No changes" : "No changes are listed";
  }
  const judged = workspaces.some(({ verdicts }) => verdicts.mappings.some(({ after }) => after !== null));
  return judged ? "Everything will work, and nothing is lost on the way" : "Nothing that this review warns of";
}
