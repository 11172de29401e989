import type { RuleCode } from "../causes/rules/rule";
import type { Network } from "../paths/network";
import type { Placement } from "../paths/placement";
import type { Answer } from "../proof/answer";
import type { Rule } from "../rules/rule";
import type { Access, BrokerAlone, BrokerSubjects, Subjects } from "../rules/subjects";
import type { Instance } from "../terraform/model/model";

/** What the pollers connect to. */
export interface SourceTarget {
  /** What reports call it, such as "broker". */
  readonly name: string;
  /** The TCP port on which it is polled. */
  readonly port: number;
}

/** What the pollers of several kinds connect to: the port where all have the same. */
export function commonTarget(sources: readonly EventSource[]): { readonly name: string; readonly port: number | null } {
  const [first] = sources.map(({ target }) => target);
  if (first === undefined) return { name: "event source", port: null };
  return { name: first.name, port: sources.every(({ target }) => target.port === first.port) ? first.port : null };
}

/** What all of several kinds ask for, and what one of them takes. */
export function commonAccess(sources: readonly EventSource[]): Access {
  const accesses = sources.map(({ access }) => access);
  return {
    of: accesses.map((access) => access.of).join(" or "),
    actions: [...new Set(accesses.flatMap(({ actions }) => actions))].filter((action) =>
      accesses.every(({ actions }) => actions.includes(action)),
    ),
    types: [...new Set(accesses.flatMap(({ types }) => types))],
  };
}

/** A kind of event source whose pollers' interfaces live in a VPC: all that the check has to know of it. */
export interface EventSource {
  /** What AWS calls it, such as "Amazon MQ for RabbitMQ". */
  readonly title: string;
  /** Types of the resources and data sources that are, or may be, of this kind. */
  readonly types: readonly string[];
  /** The service's part of their ARNs. */
  readonly service: string;
  readonly target: SourceTarget;
  /** What the role needs on the source itself, and what the mapping names it with. The secret's rules hold for every kind. */
  readonly access: Access;
  /** The rules about a mapping on it, whether or not the input holds the source. */
  readonly mappingRules: readonly SourceRule<Subjects>[];
  /** Those of `rules` that are about the source alone, whether or not a mapping is on it. */
  readonly ownRules: readonly SourceRule<BrokerAlone>[];
  /** The rules about the source and a mapping on it. */
  readonly rules: readonly SourceRule<BrokerSubjects>[];
  /** Whether a resource of these types is of this kind. */
  recognizes(instance: Instance): Answer;
  /** Whether a mapping may be on one, as far as the mapping itself shows. */
  mayHave(mapping: Instance): boolean;
  /** Where it is, and so where the interfaces of a mapping on it live. */
  placementOf(instance: Instance, network: Network): Placement;
}

/** A rule, whatever its code. */
export type SourceRule<Looked> = Pick<
  Rule<RuleCode, Looked>,
  "severity" | "effect" | "kind" | "title" | "meaning" | "example" | "source" | "code" | "check"
>;
