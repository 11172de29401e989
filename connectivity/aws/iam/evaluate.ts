import { type Answer, agreed, every, not, some } from "../../proof/answer";
import type { Instance, MissingFact } from "../../terraform/model/model";
import { matchConditions } from "./conditions";
import type { PolicyDocument, PolicySource, Selector, Statement } from "./document";
import { matchPrincipals } from "./principals";
import type { Request } from "./request";
import { matchTerms, type Note, plainSubject, type Subject } from "./subject";

/** An Allow statement that names the action and yet does not serve. */
export interface NearMiss {
  readonly document: PolicyDocument;
  readonly statement: Statement;
  /** The element that excludes the request. */
  readonly element: "principal" | "resource" | "condition";
}

/** What policies say to a request. */
export interface Decision {
  readonly verdict: Answer;
  /** Whether a policy denies it explicitly. */
  readonly denies: Answer;
  /** The document that denies the request explicitly; null when none does. */
  readonly deniedBy: PolicyDocument | null;
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
  const action = plainSubject(request.action, { kind: "action", action: request.action });
  const judged = sources.map(({ alternatives }) => alternatives.map((one) => judgeDocument(one, action, request)));
  const allow = some(judged.map((alternatives) => whichever(alternatives.map(({ allows }) => allows))));
  const deny = some(judged.map((alternatives) => whichever(alternatives.map(({ denies }) => denies))));
  const all = judged.flat();
  const verdict = every([allow, not(deny)]);
  const unclear = verdict === "unknown" ? all.filter((one) => isUnclear(one, allow)) : [];
  return {
    verdict,
    denies: deny,
    deniedBy: deny === "yes" ? (all.find(({ denies }) => denies === "yes")?.document ?? null) : null,
    nearMisses: verdict === "no" && deny !== "yes" ? all.flatMap(({ nearMisses }) => nearMisses) : [],
    missing: unclear.flatMap(({ missing }) => missing),
    unclear: unclear.map(({ document }) => document.origin),
    sources,
  };
}

/** What a permissions boundary leaves of a decision: both have to allow. */
export function within(decision: Decision, boundary: Decision): Decision {
  const verdict = every([decision.verdict, boundary.verdict]);
  return decision.verdict === verdict ? decision : boundary;
}

/** A document that could deny, or that could be what allows. */
function isUnclear(judgement: Judgement, allow: Answer): boolean {
  return judgement.denies === "unknown" || (allow !== "yes" && judgement.allows === "unknown");
}

/** The answer of alternatives of which one is right. None: there is no policy. */
function whichever(answers: readonly Answer[]): Answer {
  return answers.length === 0 ? "no" : agreed(answers);
}

interface Judgement {
  readonly document: PolicyDocument;
  readonly allows: Answer;
  readonly denies: Answer;
  readonly nearMisses: readonly NearMiss[];
  readonly missing: readonly MissingFact[];
}

function judgeDocument(document: PolicyDocument, action: Subject, request: Request): Judgement {
  const allows: Answer[] = [];
  const denies: Answer[] = [];
  const nearMisses: NearMiss[] = [];
  const missing: MissingFact[] = [];
  for (const statement of document.statements) {
    const { answer, element, facts } = matchStatement(statement, action, request);
    if (statement.effect !== "Deny") allows.push(statement.effect === null && answer === "yes" ? "unknown" : answer);
    if (statement.effect !== "Allow") denies.push(statement.effect === null && answer === "yes" ? "unknown" : answer);
    if (answer === "unknown") missing.push(...facts);
    if (element !== null && statement.effect === "Allow") nearMisses.push({ document, statement, element });
  }
  if (document.unread.length > 0) {
    allows.push("unknown");
    if (document.unreadMayDeny) denies.push("unknown");
    missing.push(...document.unread);
  }
  return { document, allows: some(allows), denies: some(denies), nearMisses, missing };
}

interface StatementMatch {
  readonly answer: Answer;
  /** The first element that excludes a request whose action the statement names. */
  readonly element: NearMiss["element"] | null;
  readonly facts: readonly MissingFact[];
}

function matchStatement(statement: Statement, subject: Subject, request: Request): StatementMatch {
  const facts: MissingFact[] = [];
  const note: Note = (fact) => facts.push(fact);
  const action = matchAction(statement.actions, subject, note);
  if (action === "no") return { answer: "no", element: null, facts: [] };
  const answers: Record<NearMiss["element"], Answer> = {
    principal: matchCaller(statement, request, note),
    resource: matchResource(statement, request, note),
    condition: matchAllConditions(statement, request, note),
  };
  const elements = ["principal", "resource", "condition"] as const;
  const element = elements.find((one) => answers[one] === "no") ?? null;
  return { answer: every([action, ...elements.map((one) => answers[one])]), element, facts };
}

function matchAction(actions: Selector, subject: Subject, note: Note): Answer {
  return selected(actions, matchTerms(actions.terms, subject, { wildcards: true, ignoreCase: true }, note));
}

function matchCaller(statement: Statement, request: Request, note: Note): Answer {
  if (request.caller === null) return "yes";
  // IAM takes no such statement where a caller has to be named: it allows nobody.
  return statement.principals === null ? "no" : matchPrincipals(statement.principals, request.caller, note);
}

function matchResource(statement: Statement, request: Request, note: Note): Answer {
  if (request.resource === null) return "yes";
  // IAM takes no such statement where resources have to be named: it is about none.
  if (statement.resources === null) return "no";
  const { terms } = statement.resources;
  return selected(
    statement.resources,
    matchTerms(terms, request.resource, { wildcards: true, ignoreCase: false }, note),
  );
}

function matchAllConditions(statement: Statement, request: Request, note: Note): Answer {
  const answer = matchConditions(statement.conditions, request.context, note);
  if (statement.openConditions === null || answer === "no") return answer;
  note(statement.openConditions);
  return "unknown";
}

function selected(selector: Selector, answer: Answer): Answer {
  return selector.negated ? not(answer) : answer;
}
