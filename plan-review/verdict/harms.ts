import { explain, type Finding, rules, spell } from "../../connectivity";
import type { Harm, HarmKind } from "../harms/harm";
import type { Verdicts } from "./verdicts";

/** The harm that the check's findings about an apply tell of; none where a rule of this room sees it in the plan, or where it is no harm. */
const OF_APPLY: Readonly<Record<string, readonly HarmKind[]>> = {
  // `broker-lost` sees it, for brokers of any workspace and engine.
  "broker-replaced": [],
  // Messages that are not persistent do not survive a reboot.
  "broker-reboots": ["messages", "outage"],
  "broker-waits": ["messages", "outage"],
  "patch-level": [],
  "destroy-order": ["refused"],
  // A warning of the verdict's.
  ordering: [],
};

/** Harm that the check has found: what AWS refuses, and what the apply does on its way. Each once, however many mappings it concerns. */
export function harmsFound({ mappings, besides }: Verdicts): readonly Harm[] {
  const found = new Map<string, Harm>();
  for (const finding of [
    ...mappings.flatMap(({ report, after }) => (after === null ? [] : report.findings)),
    ...besides,
  ]) {
    for (const kind of kindsOf(finding)) {
      const { rule: code, resource } = finding;
      const { explanation, remedy } = explain(finding);
      const harm = {
        code,
        kind,
        resource: resource ?? "",
        explanation: spell(explanation),
        remedy: remedy === null ? "" : spell(remedy),
        source: rules[code].source,
      };
      found.set(JSON.stringify([kind, code, resource, harm.explanation]), harm);
    }
  }
  return [...found.values()];
}

/** Whether a finding is told as harm. */
export function isHarm(finding: Finding): boolean {
  return kindsOf(finding).length > 0;
}

function kindsOf({ kind, rule, effect }: Finding): readonly HarmKind[] {
  if (kind === "outcome") return [];
  // Where it is not known whether AWS refuses, the verdict says so.
  if (kind === "refused") return effect === "unknown" ? [] : ["refused"];
  return OF_APPLY[rule] ?? ["outage"];
}
