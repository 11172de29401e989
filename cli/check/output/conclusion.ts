import type { Finding, MappingReport, MappingVerdict } from "../../../connectivity/index";
import type { EXIT_CODES } from "../../exit-code";
import { type Acceptance, NOTHING_ACCEPTED } from "../acceptance/acceptance";
import type { Judged } from "../judge";
import { problemsOf } from "./problems";

export interface Conclusion {
  readonly outcome: Exclude<keyof typeof EXIT_CODES, "unusable">;
  /** The verdict over all mappings; null where there is none to judge. */
  readonly verdict: MappingVerdict | null;
  /** One sentence: the result over all mappings. */
  readonly result: string;
  /** One sentence: what to do next. */
  readonly next: string;
}

/** What everything together comes to. */
export function conclude(judged: readonly Judged[], acceptance: Acceptance = NOTHING_ACCEPTED): Conclusion {
  const mappings = judged.flatMap(({ report }) => report.mappings);
  const failing = mappings.filter((mapping) => acceptance.outcome(mapping) === "fails");
  const unknown = mappings.filter((mapping) => acceptance.outcome(mapping) === "unknown");

  if (mappings.length === 0) {
    return {
      outcome: "works",
      verdict: null,
      result: "The input holds no event source mapping on an Amazon MQ broker: nothing was judged.",
      next: "If there should be one, check that this is the input that holds it.",
    };
  }
  if (failing.length > 0) {
    const also = unknown.length > 0 ? `, and ${unknown.length} cannot be decided` : "";
    return {
      outcome: "fails",
      verdict: "fails",
      result: `${share(failing, mappings)} ${failing.length > 1 ? "fail" : "fails"}${also}.`,
      next: `${firstChange(failing, acceptance)}, plan again, and check again.`,
    };
  }
  if (unknown.length > 0) {
    const allowed = acceptance.unknown ? "--allow-unknown lets it pass. " : "";
    const result = `${share(unknown, mappings)} cannot be decided from this input.`;
    return {
      outcome: acceptance.unknown ? "works" : "unknown",
      verdict: "unknown",
      result: unknown.length < mappings.length ? `${result} The rest works.` : result,
      next: `${allowed}${decidedBy(judged)}${canAssert(unknown) ? " Assert with --assume only what you know to be so." : ""}`,
    };
  }
  const accepted = mappings.filter((mapping) => mapping.verdict !== "works");
  if (accepted.length > 0) {
    const isProven = accepted.some(({ verdict }) => verdict === "fails");
    return {
      outcome: "works",
      verdict: isProven ? "fails" : "unknown",
      result: `${share(accepted, mappings)} ${isProven ? "fails" : "cannot be decided"}, and all that keeps it from working is accepted.`,
      next: "The exit code leaves it out.",
    };
  }
  const assumed = mappings.some(({ assumptions }) => assumptions.length > 0);
  return {
    outcome: "works",
    verdict: "works",
    result: `${share(mappings, mappings)} ${mappings.length > 1 ? "work" : "works"}${assumed ? ", as far as what is assumed holds" : ""}.`,
    next: nextOf(mappings.flatMap(({ findings }) => findings)),
  };
}

/** A plan's JSON has lost what the configuration says, and a saved plan holds its configuration. */
function decidedBy(judged: readonly Judged[]): string {
  return judged.some(({ report }) => report.isDecidedBySource === true)
    ? "Check the saved plan instead of its JSON, or name the configuration's folder with --config: that shows what the JSON has lost. What else would decide it, each remedy says."
    : "Each remedy says what would decide it.";
}

function canAssert(unknown: readonly MappingReport[]): boolean {
  return unknown.some(({ hops }) => hops.some(({ assumable }) => assumable.length > 0));
}

function nextOf(findings: readonly Finding[]): string {
  if (findings.some(({ severity }) => severity === "warning")) {
    return "Nothing has to change; read the warnings.";
  }
  return findings.some(({ kind }) => kind === "apply")
    ? "Nothing has to change; read what the apply does to the broker."
    : "Nothing has to change.";
}

/** How many of how many, as the subject of a sentence. */
function share(some: readonly MappingReport[], all: readonly MappingReport[]): string {
  if (all.length === 1) return "The event source mapping";
  if (some.length === all.length) return `All ${all.length} event source mappings`;
  return `${some.length} of ${all.length} event source mappings`;
}

function firstChange(failing: readonly MappingReport[], acceptance: Acceptance): string {
  const open = failing
    .flatMap((mapping) => problemsOf(mapping, acceptance))
    .filter(({ accepted }) => accepted === null);
  const step = open.map((problem) => problem.step).find((one) => one !== null);
  return step === undefined ? "Do what the remedies say" : `${step} first`;
}
