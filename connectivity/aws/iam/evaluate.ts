import { every, not, some, type Ternary } from "../../proof/ternary";
import type { Instance, MissingFact } from "../../terraform/model/model";
import { matchConditions } from "./conditions";
import type { PolicyDocument, PolicySource, Selector, Statement } from "./document";
import { matchPrincipals } from "./principals";
import type { Request } from "./request";
import { matchTerms, type Note, plainSubject, type Subject } from "./subject";

/** An Allow statement that names the action and yet does not serve. */
export interface NearMiss {
  readonly origin: Instance;
  readonly statement: Statement;
  /** The element that excludes the request. */
  readonly element: "principal" | "resource" | "condition";
}

/** What policies say to a request. */
export interface Decision {
  readonly verdict: "allowed" | "denied" | "unknown";
  /** Whether a policy denies it explicitly. */
  readonly denies: Ternary;
  /** Where it stands that the request is denied explicitly; null when it is not. */
  readonly deniedBy: Instance | null;
  /** Statements that come close to allowing it, when nothing does. */
  readonly nearMisses: readonly NearMiss[];
  /** What would decide it, when unknown; the places that lack it. */
  readonly missing: readonly MissingFact[];
  readonly unclear: readonly Instance[];
  /** The policies that were asked. */
  readonly sources: readonly PolicySource[];
}

/**
 * Whether policies together allow a request: an explicit Deny wins, then an Allow, else it is denied.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(sources: readonly PolicySource[], request: Request): Decision {
  const action = plainSubject(request.action, `the action ${request.action}`);
  const judged = sources.map(({ alternatives }) => alternatives.map((one) => judgeDocument(one, action, request)));
  const allow = some(judged.map((alternatives) => whichever(alternatives.map(({ allows }) => allows))));
  const deny = some(judged.map((alternatives) => whichever(alternatives.map(({ denies }) => denies))));
  const all = judged.flat();
  const verdict = verdictOf(allow, deny);
  const unclear = verdict === "unknown" ? all.filter((one) => isUnclear(one, allow)) : [];
  return {
    verdict,
    denies: deny,
    deniedBy: deny === "yes" ? (all.find(({ denies }) => denies === "yes")?.document.origin ?? null) : null,
    nearMisses: verdict === "denied" && deny !== "yes" ? all.flatMap(({ nearMisses }) => nearMisses) : [],
    missing: unclear.flatMap(({ missing }) => missing),
    unclear: unclear.map(({ document }) => document.origin),
    sources,
  };
}

/** What a permissions boundary leaves of a decision: both have to allow. */
export function within(decision: Decision, boundary: Decision): Decision {
  const decisions = [decision, boundary];
  const strictest = ["denied", "unknown"].flatMap((verdict) => decisions.filter((one) => one.verdict === verdict))[0];
  return strictest ?? decision;
}

function verdictOf(allow: Ternary, deny: Ternary): Decision["verdict"] {
  if (deny === "yes" || allow === "no") return "denied";
  return allow === "yes" && deny === "no" ? "allowed" : "unknown";
}

/** A document that could deny, or that could be what allows. */
function isUnclear(judgement: Judgement, allow: Ternary): boolean {
  return judgement.denies === "maybe" || (allow !== "yes" && judgement.allows === "maybe");
}

/** The answer of alternatives of which one is right. None: there is no policy. */
function whichever(answers: readonly Ternary[]): Ternary {
  if (answers.every((answer) => answer === "no")) return "no";
  return answers.every((answer) => answer === "yes") ? "yes" : "maybe";
}

interface Judgement {
  readonly document: PolicyDocument;
  readonly allows: Ternary;
  readonly denies: Ternary;
  readonly nearMisses: readonly NearMiss[];
  readonly missing: readonly MissingFact[];
}

function judgeDocument(document: PolicyDocument, action: Subject, request: Request): Judgement {
  const allows: Ternary[] = [];
  const denies: Ternary[] = [];
  const nearMisses: NearMiss[] = [];
  const missing: MissingFact[] = [];
  for (const statement of document.statements) {
    const { answer, element, facts } = matchStatement(statement, action, request);
    if (statement.effect !== "Deny") allows.push(statement.effect === null && answer === "yes" ? "maybe" : answer);
    if (statement.effect !== "Allow") denies.push(statement.effect === null && answer === "yes" ? "maybe" : answer);
    if (answer === "maybe") missing.push(...facts);
    if (element !== null && statement.effect === "Allow")
      nearMisses.push({ origin: document.origin, statement, element });
  }
  if (document.unread.length > 0) {
    allows.push("maybe");
    if (document.unreadMayDeny) denies.push("maybe");
    missing.push(...document.unread);
  }
  return { document, allows: some(allows), denies: some(denies), nearMisses, missing };
}

interface StatementMatch {
  readonly answer: Ternary;
  /** The first element that excludes a request whose action the statement names. */
  readonly element: NearMiss["element"] | null;
  readonly facts: readonly MissingFact[];
}

function matchStatement(statement: Statement, subject: Subject, request: Request): StatementMatch {
  const facts: MissingFact[] = [];
  const note: Note = (fact) => facts.push(fact);
  const action = matchAction(statement.actions, subject, note);
  if (action === "no") return { answer: "no", element: null, facts: [] };
  const answers: Record<NearMiss["element"], Ternary> = {
    principal: matchCaller(statement, request, note),
    resource: matchResource(statement, request, note),
    condition: matchAllConditions(statement, request, note),
  };
  const elements = ["principal", "resource", "condition"] as const;
  const element = elements.find((one) => answers[one] === "no") ?? null;
  return { answer: every([action, ...elements.map((one) => answers[one])]), element, facts };
}

function matchAction(actions: Selector, subject: Subject, note: Note): Ternary {
  return selected(actions, matchTerms(actions.terms, subject, { wildcards: true, ignoreCase: true }, note));
}

function matchCaller(statement: Statement, request: Request, note: Note): Ternary {
  if (request.caller === null) return "yes";
  // IAM takes no such statement where a caller has to be named: it allows nobody.
  return statement.principals === null ? "no" : matchPrincipals(statement.principals, request.caller, note);
}

function matchResource(statement: Statement, request: Request, note: Note): Ternary {
  if (request.resource === null) return "yes";
  // IAM takes no such statement where resources have to be named: it is about none.
  if (statement.resources === null) return "no";
  const { terms } = statement.resources;
  return selected(
    statement.resources,
    matchTerms(terms, request.resource, { wildcards: true, ignoreCase: false }, note),
  );
}

function matchAllConditions(statement: Statement, request: Request, note: Note): Ternary {
  const answer = matchConditions(statement.conditions, request.context, note);
  if (statement.openConditions === null || answer === "no") return answer;
  note(statement.openConditions);
  return "maybe";
}

function selected(selector: Selector, answer: Ternary): Ternary {
  return selector.negated ? not(answer) : answer;
}
