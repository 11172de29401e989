import { SERVICE_TITLES } from "../aws/network/service-names";
import { sentenceOf } from "../proof/facts";
import type { Judgement, Reason } from "../proof/judgement";
import type { Hop, HopTarget, HopVerdict, HopVia } from "../verdict";

const VERDICTS: Readonly<Record<Judgement["verdict"], HopVerdict>> = {
  yes: "reachable",
  no: "blocked",
  unknown: "unknown",
};

/** What to call a target in a sentence. */
export const TARGET_TITLES: Readonly<Record<HopTarget, string>> = { broker: "the broker", ...SERVICE_TITLES };

/** Reasons beyond this many add nothing. */
const MOST_REASONS = 8;

/** A judged hop, with the facts that it rests on. */
export interface JudgedHop {
  readonly hop: Hop;
  readonly assumed: readonly string[];
}

/** A hop as the report says it: the decisive reason is the resource and remedy, further ones stand in the explanation. */
export function hopOf(
  target: HopTarget,
  from: string | null,
  judgement: Judgement,
  reached: { readonly via: HopVia | null; readonly explanation: string },
): JudgedHop {
  const [decisive, ...others] = judgement.reasons.slice(0, MOST_REASONS);
  const { assumed } = judgement;
  if (decisive === undefined) {
    const hop = {
      target,
      from,
      verdict: VERDICTS[judgement.verdict],
      via: reached.via,
      reason: null,
      resource: null,
      constructPath: null,
      explanation: reached.explanation,
      remedy: "",
    };
    return { hop, assumed };
  }
  return {
    hop: {
      target,
      from,
      verdict: VERDICTS[judgement.verdict],
      via: null,
      reason: decisive.code,
      resource: decisive.resource?.address.replace(/\[\*\]$/, "") ?? null,
      constructPath: decisive.resource?.constructPath ?? null,
      explanation: explanationOf(judgement, decisive, others),
      remedy: judgement.verdict === "unknown" ? decidingRemedy(judgement, decisive.remedy) : decisive.remedy,
    },
    assumed,
  };
}

/** Facts that are missing are named once each, however many reasons they leave open. */
function explanationOf({ verdict }: Judgement, decisive: Reason, others: readonly Reason[]): string {
  const facts = [decisive, ...others].flatMap(({ missing }) => missing);
  if (verdict === "unknown" && others.length > 0) return sentenceOf(facts);
  return [decisive.explanation, ...others.map(({ explanation }) => `Also: ${explanation}`)].join(" ");
}

/** What would decide an unknown hop: for facts that can be asserted, how. */
function decidingRemedy({ reasons }: Judgement, remedy: string): string {
  const facts = reasons.flatMap(({ missing }) => missing.flatMap(({ assumption }) => assumption ?? []));
  const asserted = [...new Set(facts)].map((fact) => `--assume '${fact}'`);
  return asserted.length === 0 ? remedy : `${remedy} If you know it to be so, assert it: ${asserted.join(" ")}`;
}
