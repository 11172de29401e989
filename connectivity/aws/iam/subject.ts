import { missingFact } from "../../causes/missing-fact";
import type { PolicyElement, Spoken } from "../../causes/policy";
import { type Answer, agreed, some } from "../../proof/answer";
import type { Instance, MissingFact, Target } from "../../terraform/model/model";
import { attributesIn } from "../../terraform/model/shown-values";
import { anyArnOf } from "./arn";
import type { Term, Terms } from "./document";
import {
  knownTextOf,
  match,
  type Name,
  OWN_ACCOUNT,
  OWN_PARTITION,
  type Pattern,
  type PatternPiece,
  parsePattern,
} from "./pattern";

/** Something that a policy speaks of by a text: the resource of a request, its principal, the value of a condition key. */
export interface Subject {
  readonly name: Name;
  /** What it is called, such as the ARN of `aws_mq_broker.orders`. */
  readonly spoken: Spoken;
  /** The instance, if any, of which these attributes hold the text. */
  readonly instance: Instance | null;
  readonly attributes: readonly string[];
}

/** Takes the facts that an answer of maybe wants for. */
export type Note = (missing: MissingFact) => void;

export interface Reading {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  readonly ignoreCase: boolean;
}

export function plainSubject(text: string, spoken: Spoken): Subject {
  return { name: [...text], spoken, instance: null, attributes: [] };
}

/** Whether one of the terms matches. */
export function matchTerms(terms: Terms, subject: Subject, reading: Reading, note: Note): Answer {
  const answers = terms.items.map((term) => matchTerm(term, subject, reading, note));
  if (terms.open !== null) {
    answers.push("unknown");
    note(terms.open);
  }
  return some(answers);
}

export function matchTerm(term: Term, subject: Subject, reading: Reading, note: Note): Answer {
  switch (term.kind) {
    case "unknown":
      note(term.missing);
      return "unknown";
    case "text": {
      const answer = matchText(term.text, subject, reading);
      if (answer === "unknown") note(isElement(term, subject));
      return answer;
    }
    case "pointer": {
      const answer = agreed(term.pointer.targets.map((target) => isSubject(target, subject)));
      if (answer === "unknown")
        note(missingFact("element-made-from", { attributes: attributesIn(term.pointer) }, "apply"));
      return answer;
    }
    case "template": {
      const answer = matchTemplate(term.parts, subject, reading);
      if (answer === "unknown") note(isElement(term, subject));
      return answer;
    }
  }
}

function isElement(term: Term, { spoken }: Subject): MissingFact {
  return missingFact("element-is", { element: shownOf(term), spoken }, "apply");
}

function matchText(text: string, subject: Subject, reading: Reading): Answer {
  if (text === "*" && reading.wildcards) return "yes";
  const given = reading.ignoreCase ? text.toLowerCase() : text;
  const name = reading.ignoreCase ? lowerCaseName(subject.name) : subject.name;
  return differsFromStart(given, name) ? "no" : match(parsePattern(given, reading.wildcards), name);
}

/** Whether text and name differ before the first wildcard or unseen part, as most do. */
function differsFromStart(text: string, name: Name): boolean {
  for (let at = 0; at < name.length; at++) {
    const char = text[at];
    const piece = name[at];
    if (char === "*" || char === "?" || char === "$" || typeof piece !== "string") return false;
    // Characters outside the basic plane are two in a text and one in a name.
    if (char !== piece) return piece.length === 1;
  }
  return false;
}

const lowerCased = new WeakMap<Name, Name>();

function lowerCaseName(name: Name): Name {
  let lower = lowerCased.get(name);
  if (lower === undefined) {
    lower = name.map((piece) => (typeof piece === "string" ? piece.toLowerCase() : piece));
    lowerCased.set(name, lower);
  }
  return lower;
}

/** A text that begins with the subject itself, such as `"${aws_secretsmanager_secret.x.arn}*"`, matches by its rest. */
function matchTemplate(parts: readonly Term[], subject: Subject, reading: Reading): Answer {
  const [first, ...rest] = parts;
  if (first?.kind === "pointer") {
    const start = agreed(first.pointer.targets.map((target) => isSubject(target, subject)));
    if (start === "yes") return match(piecesOf(rest, reading), []);
  }
  return match(piecesOf(parts, reading), subject.name);
}

function piecesOf(parts: readonly Term[], reading: Reading): PatternPiece[] {
  return parts.flatMap((part): Pattern => {
    if (part.kind === "text") return parsePattern(part.text, reading.wildcards);
    const { targets } = part.kind === "pointer" ? part.pointer : { targets: [] };
    if (areAll(targets, "aws_caller_identity", "account_id")) return OWN_ACCOUNT;
    if (areAll(targets, "aws_partition", "partition")) return OWN_PARTITION;
    return [{ hidden: "text" }];
  });
}

function areAll(targets: readonly Target[], type: string, attribute: string): boolean {
  return targets.length > 0 && targets.every((one) => one.instance.type === type && one.attribute === attribute);
}

/** Whether an attribute of a resource is the subject. Two resources of a plan are never the same thing. */
function isSubject({ instance, attribute }: Target, subject: Subject): Answer {
  if (instance === subject.instance) return subject.attributes.includes(attribute) ? "yes" : "unknown";
  if (attribute !== "arn" || ALIASES.has(instance.type)) return "unknown";
  const distinct = instance.mode === "managed" && subject.instance?.mode === "managed";
  return distinct || match(anyArnOf(instance), subject.name) === "no" ? "no" : "unknown";
}

/** Resources whose `arn` is that of another resource. */
const ALIASES: ReadonlySet<string> = new Set([
  "aws_secretsmanager_secret_version",
  "aws_secretsmanager_secret_rotation",
  "aws_secretsmanager_secret_policy",
]);

/** An element, as far as it may be shown. */
export function shownOf(term: Term): PolicyElement {
  switch (term.kind) {
    case "text":
      return term.sensitive ? { hidden: "sensitive" } : { text: term.text };
    case "pointer":
      return { attributes: attributesIn(term.pointer) };
    case "template":
      return { hidden: "in-part" };
    case "unknown":
      return { hidden: "not-shown" };
  }
}

/** The name of a subject as text; null where parts of it are not known. */
export function knownName(subject: Subject): string | null {
  return knownTextOf(subject.name);
}
