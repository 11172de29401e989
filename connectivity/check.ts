import { Iam } from "./aws/iam/iam";
import { eventSources } from "./event-sources";
import { polledBy, sourcesAt } from "./event-sources/recognize";
import { isLostInJson } from "./lost-in-json";
import { findingsOfSource } from "./mapping/findings";
import { reportOn, reportOnOneOf, reportWithoutSource } from "./mapping/report";
import { Network } from "./paths/network";
import { Assumptions } from "./proof/assumptions";
import { assumptionUnused } from "./rules/assumption-unused";
import { destroyOrder } from "./rules/mapping/destroy-order";
import { eventSourceNotJudged, eventSourceUnknown } from "./rules/not-judged";
import { sourceDiffers } from "./rules/source-differs";
import { sourceGuessed } from "./rules/source-guessed";
import { type Input, readModel } from "./terraform";
import type { Instance, Model } from "./terraform/model/model";
import { refuseDeepNesting } from "./terraform/nesting";
import type { Finding, MappingReport, Report } from "./verdict";

/** Settings of a check. */
export interface CheckOptions {
  /**
   * Facts that the input does not show and the user knows to be so, spelled as unknown verdicts name them:
   * `<subject>:<fact>`, such as `data.aws_vpc.default:default-network-acl-open`.
   *
   * @default []
   */
  readonly assume?: readonly string[];
}

/**
 * Whether the event source mappings of Terraform JSON will work: plans and states as `terraform show -json` prints them,
 * synthesized configuration, and several of these together.
 *
 * @throws UnusableInputError naming everything that is not such JSON, or is damaged, and what is expected instead.
 */
export function check(inputs: readonly Input[], options: CheckOptions = {}): Report {
  return refuseDeepNesting(inputs, () => judgeMappings(readModel(inputs), options));
}

/** The report, and what becomes of event sources themselves, which no mapping of the input needs to be on. */
export interface WithSources {
  readonly report: Report;
  /** What AWS refuses of them, and what the apply does to them. */
  readonly sources: readonly Finding[];
  /** The facts that both are judged by. */
  readonly model: Model;
}

/**
 * The same as {@link check}, with what becomes of the event sources that the inputs hold: a broker may be one workspace's and
 * the mapping on it another's.
 *
 * @throws UnusableInputError as `check` does.
 */
export function checkWithSources(inputs: readonly Input[], options: CheckOptions = {}): WithSources {
  return refuseDeepNesting(inputs, () => {
    const model = readModel(inputs);
    return { report: judgeMappings(model, options), sources: judgeSources(model), model };
  });
}

function judgeSources(model: Model): readonly Finding[] {
  const types = [...new Set(eventSources.flatMap((source) => source.types))];
  return types
    .flatMap((type) => model.ofType(type))
    .flatMap((instance) => sourcesAt(instance).flatMap((candidate) => findingsOfSource(candidate, model)));
}

function judgeMappings(model: Model, options: CheckOptions): Report {
  const assume = options.assume ?? [];
  const iam = new Iam(model);
  const network = new Network(model, new Assumptions(assume));
  const mappings: MappingReport[] = [];
  const findings: Finding[] = [];
  for (const mapping of model.ofType("aws_lambda_event_source_mapping")) {
    const judged = judge(mapping, iam, network);
    if (judged === undefined) continue;
    if ("hops" in judged) mappings.push(judged);
    else findings.push(judged);
  }
  return {
    ...(model.isJsonAlone && mappings.some(isLostInJson) ? { isDecidedBySource: true } : {}),
    mappings,
    findings: [
      ...findings,
      ...destroyOrder.check(iam),
      ...sourceDiffers.check(model.conflicts),
      ...sourceGuessed.check(model.guesses),
      ...assumptionUnused.check({ assume, mappings }),
    ],
  };
}

function judge(mapping: Instance, iam: Iam, network: Network): MappingReport | Finding | undefined {
  const polled = polledBy(mapping, iam.model);
  switch (polled.kind) {
    case "none":
      return undefined;
    case "judged": {
      const [candidate, ...others] = polled.candidates;
      return candidate === undefined || others.length > 0
        ? reportOnOneOf(mapping, polled.candidates, iam, network)
        : reportOn(mapping, candidate, iam, network);
    }
    case "missing":
      return reportWithoutSource(mapping, polled.sources, polled.fact, iam);
    case "named": {
      const { kind, ports } = polled.source;
      return eventSourceNotJudged.found(mapping, { mapping: mapping.address, source: kind, ports });
    }
    case "unknown":
      return eventSourceUnknown.found(mapping, { mapping: mapping.address }, [polled.fact]);
  }
}
