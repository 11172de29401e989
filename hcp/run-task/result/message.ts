import { type MappingReport, type MappingVerdict, obstaclesOf, type ReportInWords } from "../../../connectivity/index";
import { printable } from "../../../plan-review/markdown/printable";
import type { Assessment, AssessmentSettings } from "./assessment";
import { LIMITS, line } from "./limits";

/** How much of the decisive reason is told, so that there is room for what follows it. */
const LONGEST_REASON = 560;

/** What a report comes to: the worst of its mappings. */
export function verdictOf({ mappings }: Pick<ReportInWords, "mappings">): MappingVerdict | "nothing" {
  const verdicts = mappings.map(({ verdict }) => verdict);
  if (verdicts.length === 0) return "nothing";
  if (verdicts.includes("fails")) return "fails";
  return verdicts.includes("unknown") ? "unknown" : "works";
}

/**
 * The result of a report in one line, which says all that somebody needs who sees nothing else of it.
 *
 * @param notes what the verdict was made without, as sentences
 */
export function resultOf(
  report: ReportInWords,
  { unknown }: AssessmentSettings,
  notes: readonly string[],
): Pick<Assessment, "status" | "verdict" | "message"> {
  const verdict = verdictOf(report);
  const status = verdict === "fails" || (verdict === "unknown" && unknown === "fail") ? "failed" : "passed";
  const sentences = [
    ...SENTENCES[verdict](report),
    ...(verdict === "unknown" ? [BECAUSE_UNKNOWN[unknown]] : []),
    ...assumed(report),
    ...notes,
  ];
  return { status, verdict, message: messageOf(sentences) };
}

/** Sentences as HCP Terraform takes them. What comes last is cut off. */
export function messageOf(sentences: readonly string[]): string {
  return line(printable(sentences.filter((each) => each !== "").join(" ")), LIMITS.message);
}

const BECAUSE_UNKNOWN = {
  pass: "Passed with this warning, for the service lets pass what is unknown.",
  fail: "Failed, for unknown is not known to work; mqesm run-task --unknown pass lets it pass.",
} as const;

const SENTENCES: Readonly<Record<MappingVerdict | "nothing", (report: ReportInWords) => readonly string[]>> = {
  works: ({ mappings }) => [
    `WORKS: ${share(mappings, mappings)} ${mappings.length > 1 ? "reach" : "reaches"} all that is needed.`,
  ],
  nothing: () => ["NOTHING TO JUDGE: there is no event source mapping on an Amazon MQ broker."],
  fails: ({ mappings }) => {
    const failing = mappings.filter(({ verdict }) => verdict === "fails");
    const open = mappings.filter(({ verdict }) => verdict === "unknown");
    const also = open.length > 0 ? `, and ${open.length} cannot be decided` : "";
    return [`FAILS: ${share(failing, mappings)} will not work${also}.`, ...decisive(failing, "fails")];
  },
  unknown: ({ mappings }) => {
    const open = mappings.filter(({ verdict }) => verdict === "unknown");
    return [`UNKNOWN: ${share(open, mappings)} cannot be decided; nothing fails.`, ...decisive(open, "unknown")];
  },
};

/** How many of how many, as the subject of a sentence. */
function share(some: readonly MappingReport[], all: readonly MappingReport[]): string {
  if (all.length === 1) return "the event source mapping";
  return some.length === all.length
    ? `all ${all.length} event source mappings`
    : `${some.length} of ${all.length} event source mappings`;
}

/** The first thing that decides, and how many there are more. */
function decisive(mappings: ReportInWords["mappings"], verdict: "fails" | "unknown"): readonly string[] {
  const reasons = mappings.flatMap(({ address, hops, findings }) => [
    ...obstaclesOf(hops.filter((hop) => hop.verdict === (verdict === "fails" ? "blocked" : "unknown"))).map(
      ({ told }) => {
        const { explanation, remedy } =
          hops.find((hop) => hop.from === told.from && hop.target === told.target) ?? NO_WORDS;
        return `${address}: ${explanation} ${remedy}`;
      },
    ),
    ...findings
      .filter(({ effect }) => effect === verdict)
      .map(({ explanation, remedy }) => `${address}: ${explanation} ${remedy}`),
  ]);
  const [first, ...others] = reasons;
  if (first === undefined) return [];
  const more = others.length === 0 ? [] : [`${others.length} more ${others.length === 1 ? "reason" : "reasons"}.`];
  return [line(first, LONGEST_REASON), ...more];
}

const NO_WORDS = { explanation: "", remedy: "" };

function assumed({ mappings }: ReportInWords): readonly string[] {
  const facts = [...new Set(mappings.flatMap(({ assumptions }) => assumptions))];
  return facts.length === 0 ? [] : [`It rests on what was asserted: ${facts.join(", ")}.`];
}
