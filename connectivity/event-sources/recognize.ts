import { missingFact } from "../causes/missing-fact";
import type { Instance, MissingFact, Model, Value } from "../terraform/model/model";
import { isLeftToAws } from "../terraform/model/shown-values";
import { eventSources } from "./index";
import { NAMED_SERVICES, NAMED_TYPES, type NamedSource, READ_BY_TOPIC, SELF_MANAGED } from "./not-judged";
import type { EventSource } from "./source";

/** An event source that a mapping may be on, and what it is if it is. */
export interface Candidate {
  readonly instance: Instance;
  readonly source: EventSource;
}

/** What a mapping polls. */
export type Polled =
  /** One of the judged kinds; several where the input lost which one, or does not show which kind it is. */
  | { readonly kind: "judged"; readonly candidates: readonly Candidate[] }
  /** One of the judged kinds that the input does not hold, and the kinds that it may be. */
  | { readonly kind: "missing"; readonly sources: readonly EventSource[]; readonly fact: MissingFact }
  /** Another source in a VPC. */
  | { readonly kind: "named"; readonly source: NamedSource; readonly address: string | null }
  /** A source outside VPCs: a queue or a stream. */
  | { readonly kind: "none" }
  | { readonly kind: "unknown"; readonly fact: MissingFact };

const JUDGED: readonly EventSource[] = eventSources;
const JUDGED_TYPES = new Set(JUDGED.flatMap(({ types }) => types));

/** What an event source mapping polls. */
export function polledBy(mapping: Instance, model: Model): Polled {
  const isGiven = (argument: string) => !isLeftToAws(mapping, argument);
  if (isGiven("self_managed_event_source") && !isGiven("event_source_arn")) {
    return { kind: "named", source: SELF_MANAGED, address: mapping.address };
  }
  const value = mapping.get("event_source_arn");
  const { certain, possible, outside, missing } = model.links(value, [...JUDGED_TYPES, ...NAMED_TYPES.keys()]);
  const targets = [...new Set([...certain, ...possible].map(({ instance }) => instance))];
  const judged = targets.filter(({ type }) => JUDGED_TYPES.has(type));
  const others = targets.filter(({ type }) => !JUDGED_TYPES.has(type));
  // Only mappings on Amazon MQ have queues, and only those on Kafka have topics: this tells which of several is meant.
  const hasQueues = !isLeftToAws(mapping, "queues");
  if (judged.length > 0 && (hasQueues || others.length === 0)) {
    return { kind: "judged", candidates: judged.flatMap((instance) => candidatesOf(instance, mapping)) };
  }
  const other = others.find(({ type }) => READ_BY_TOPIC.has(type) !== isLeftToAws(mapping, "topics")) ?? others[0];
  if (other !== undefined) return named(NAMED_TYPES.get(other.type) ?? null, other.address);
  const [arn] = outside;
  if (arn !== undefined) return atArn(arn, value, mapping);
  const fact = missing[0] ?? missingFact("event-source-of", { mapping: mapping.address });
  return hasQueues ? absent(JUDGED, fact, mapping) : { kind: "unknown", fact };
}

/** The kinds that an instance certainly is. */
export function sourcesAt(instance: Instance): readonly Candidate[] {
  return JUDGED.filter(({ types, recognizes }) => types.includes(instance.type) && recognizes(instance) === "yes").map(
    (source) => ({ source, instance }),
  );
}

/** The kinds that an instance is, or may be. A mapping's own arguments do not overrule what the source says of itself. */
function candidatesOf(instance: Instance, mapping: Instance): readonly Candidate[] {
  const answers = JUDGED.filter(({ types }) => types.includes(instance.type)).map((source) => ({
    source,
    instance,
    answer: source.recognizes(instance),
  }));
  const sure = answers.filter(({ answer }) => answer === "yes");
  if (sure.length > 0) return sure;
  const open = answers.filter(({ answer }) => answer === "unknown");
  const fitting = open.filter(({ source }) => source.mayHave(mapping));
  return fitting.length > 0 ? fitting : open;
}

function named(source: NamedSource | null, address: string | null): Polled {
  return source === null ? { kind: "none" } : { kind: "named", source, address };
}

function atArn(arn: string, value: Value, mapping: Instance): Polled {
  const service = arn.split(":")[2] ?? "";
  const isSensitive = value.kind === "scalar" && value.sensitive === true;
  const fact = missingFact("event-source", { arn: isSensitive ? null : arn }, "its-workspace");
  const sources = JUDGED.filter((source) => source.service === service);
  if (sources.length > 0) return absent(sources, fact, mapping);
  const other = NAMED_SERVICES.get(service);
  return other === undefined ? { kind: "unknown", fact } : named(other, isSensitive ? null : arn);
}

function absent(sources: readonly EventSource[], fact: MissingFact, mapping: Instance): Polled {
  const fitting = sources.filter((source) => source.mayHave(mapping));
  return { kind: "missing", sources: fitting.length > 0 ? fitting : sources, fact };
}
