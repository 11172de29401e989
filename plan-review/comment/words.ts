import type { MappingVerdict } from "../../connectivity/index";
import type { HarmKind } from "../harms/harm";
import type { Action } from "../plan/action";
import type { WorkspaceReview } from "../review";
import type { VerdictChange } from "../verdict/verdicts";

export const SIGNS: Readonly<Record<MappingVerdict, string>> = { works: "✅", fails: "❌", unknown: "❔" };

const WILL: Readonly<Record<MappingVerdict, string>> = {
  works: "will work",
  fails: "will fail",
  unknown: "is not known to work",
};
const DID: Readonly<Record<MappingVerdict, string>> = {
  works: "worked",
  fails: "failed",
  unknown: "was not known to work",
};
const STILL: Readonly<Record<MappingVerdict, string>> = {
  works: "works as before",
  fails: "fails as before",
  unknown: "is not known to work, as before",
};

/** A verdict and how it changes, such as "worked, **will fail**". */
export function changeInWords({ before, after, report }: VerdictChange): string {
  if (after === "fails" && isRefused(report))
    return `${before === null ? "" : `${DID[before]}, `}**will fail**: AWS refuses a change`;
  if (after === null) return before === null ? "goes" : `${DID[before]}, goes`;
  if (before === after) return STILL[after];
  return before === null ? WILL[after] : `${DID[before]}, **${WILL[after]}**`;
}

/** Whether nothing but what AWS refuses keeps it from working. */
function isRefused({ hops, findings }: VerdictChange["report"]): boolean {
  const failing = findings.filter(({ effect }) => effect === "fails");
  return failing.every(({ kind }) => kind === "refused") && hops.every(({ verdict }) => verdict !== "blocked");
}

export const HARM_TITLES: Readonly<Record<HarmKind, string>> = {
  messages: "Messages can be lost",
  outage: "Outage",
  refused: "AWS refuses it",
  access: "Access changes",
  code: "Code runs during the apply",
  unknown: "Not known",
};

/** What a plan does, in the order in which it is counted. */
export const ACTIONS: Readonly<Record<Exclude<Action, "none">, { readonly sign: string; readonly to: string }>> = {
  delete: { sign: "-", to: "to destroy" },
  replace: { sign: "±", to: "to replace" },
  "replace-forgetting": { sign: "±", to: "to make anew, forgetting the old" },
  unknown: { sign: "?", to: "to change in a way that is not known" },
  update: { sign: "~", to: "to update" },
  create: { sign: "+", to: "to create" },
  forget: { sign: "#", to: "to forget" },
  read: { sign: "<", to: "to read" },
};

/** What a plan does in numbers, such as "1 to replace, 2 to update". */
export function countsInWords(workspace: WorkspaceReview): string {
  const { counts, outputs, planned, unchanged, applyable } = workspace;
  if (!planned) return "no plan";
  if (unchanged) return applyable === null ? "no changes listed" : "no changes";
  const parts = [
    ...Object.entries(ACTIONS).map(([action, { to }]) => [counts[action as Exclude<Action, "none">], to] as const),
    [counts.move, "to move"] as const,
    [counts.import, "to import"] as const,
    [outputs.length, outputs.length === 1 ? "output to change" : "outputs to change"] as const,
    [workspace.deferred.length, "put off"] as const,
    [
      workspace.invocations.length,
      workspace.invocations.length === 1 ? "action to invoke" : "actions to invoke",
    ] as const,
  ];
  const said = parts.flatMap(([count, to]) => (count > 0 ? [`${count.toLocaleString("en")} ${to}`] : []));
  if (workspace.errored === true) return said.length > 0 ? `${said.join(", ")}, and what is not known` : "not known";
  if (said.length > 0) return said.join(", ");
  // Planned with -refresh-only: applying it writes to the state what is found.
  return workspace.drift.length > 0 ? "the state to refresh" : "something to apply that this review does not see";
}
