import type { Judgement } from "../proof/judgement";
import type { Hop, HopCase, HopVerdict, HopVia } from "../verdict";

const VERDICTS: Readonly<Record<Judgement["verdict"], HopVerdict>> = {
  yes: "reachable",
  no: "blocked",
  unknown: "unknown",
};

/** Causes beyond this many add nothing. */
const MOST_CAUSES = 8;

/** What a hop leads to. The port is null where the input does not show which kind of event source it is. */
export type Target = Pick<Hop, "target" | "port">;

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
export function hopOf({ target, port }: Target, from: string | null, { judgement, via, through }: Way): JudgedHop {
  const causes = judgement.causes.slice(0, MOST_CAUSES);
  const [decisive] = causes;
  const isReached = decisive === undefined;
  const hop: Hop = {
    target,
    port,
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
