import { explain, type Finding, rules, spell } from "../../connectivity/index";
import type { Harm, HarmKind } from "../harms/harm";
import type { Verdicts } from "./verdicts";

/** Where a finding about an apply is told: as harm, with the verdict, or by a rule of this room that sees the same in the plan. */
type Told = readonly HarmKind[] | "with the verdict" | "by another rule";

const OF_APPLY: Readonly<Record<string, Told>> = {
  // `broker-lost` sees it, for brokers of any workspace and engine.
  "broker-replaced": "by another rule",
  "broker-reboots": ["messages", "outage"],
  "broker-waits": ["messages", "outage"],
  "destroy-order": ["refused"],
  "patch-level": "with the verdict",
  ordering: "with the verdict",
};

/** What a finding means for messages, which its own words, told of the outage, do not say. */
const OF_MESSAGES: Readonly<Record<string, string>> = {
  "broker-reboots":
    "is rebooted by the apply, which loses messages that are not persistent and queues that are not durable.",
  "broker-waits":
    "is rebooted in its next maintenance window, which loses messages that are not persistent and queues that are not durable.",
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
      const harm = { code, kind, resource: resource ?? "", ...wordsOf(finding, kind), source: rules[code].source };
      found.set(JSON.stringify([kind, code, resource, harm.explanation]), harm);
    }
  }
  return [...found.values()];
}

function wordsOf(finding: Finding, kind: HarmKind): Pick<Harm, "explanation" | "remedy"> {
  const ofMessages = kind === "messages" ? OF_MESSAGES[finding.rule] : undefined;
  if (ofMessages !== undefined) return { explanation: `${finding.resource} ${ofMessages}`, remedy: "" };
  const { explanation, remedy } = explain(finding);
  return { explanation: spell(explanation), remedy: remedy === null ? "" : spell(remedy) };
}

/** Whether the verdict has to tell of a finding itself. */
export function isToldWithVerdict({ kind, rule, effect }: Finding): boolean {
  if (kind === "apply") return OF_APPLY[rule] === "with the verdict";
  return kind === "outcome" || effect === "unknown";
}

function kindsOf({ kind, rule, effect }: Finding): readonly HarmKind[] {
  // Where it is not known whether AWS refuses, the verdict says so.
  if (kind === "refused") return effect === "unknown" ? [] : ["refused"];
  const told = kind === "apply" ? (OF_APPLY[rule] ?? ["outage"]) : [];
  return typeof told === "string" ? [] : told;
}
