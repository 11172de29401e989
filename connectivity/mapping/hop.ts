import type { Judgement } from "../proof/judgement";
import type { Hop, HopCase, HopTarget, HopVerdict, HopVia } from "../verdict";

const VERDICTS: Readonly<Record<Judgement["verdict"], HopVerdict>> = {
  yes: "reachable",
  no: "blocked",
  unknown: "unknown",
};

/** Causes beyond this many add nothing. */
const MOST_CAUSES = 8;

/** A judged hop, with the facts that it rests on. */
export interface JudgedHop {
  readonly hop: Hop;
  readonly assumed: readonly string[];
}

/** A way to a target. */
export interface Way {
  readonly judgement: Judgement;
  readonly via: HopVia | null;
  readonly through: readonly string[];
}

/** A hop as the report has it: the decisive cause is its reason and has the resource to change. */
export function hopOf(target: HopTarget, from: string | null, { judgement, via, through }: Way): JudgedHop {
  const causes = judgement.causes.slice(0, MOST_CAUSES);
  const [decisive] = causes;
  const isReached = decisive === undefined;
  const hop: Hop = {
    target,
    from,
    verdict: VERDICTS[judgement.verdict],
    via: isReached ? via : null,
    through: isReached ? through : [],
    reason: decisive?.code ?? null,
    resource: decisive?.resource ?? null,
    constructPath: decisive?.constructPath ?? null,
    causes,
    cases: [],
    assumable: judgement.verdict === "unknown" ? assumableOf(judgement) : [],
  };
  return { hop, assumed: judgement.assumed };
}

/** What becomes of a hop, as one case of several. */
export function caseOf({ from, verdict, causes }: Hop): HopCase {
  return { from, verdict, causes };
}

function assumableOf({ causes }: Judgement): readonly string[] {
  return [...new Set(causes.flatMap(({ missing }) => missing.flatMap(({ assumable }) => assumable)))];
}
