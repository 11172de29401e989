import { missingFact } from "../../causes/missing-fact";
import { type Answer, agreed, not, some } from "../../proof/answer";
import type { Instance, Target } from "../../terraform/model/model";
import type { PrincipalEntry, PrincipalSelector, Term } from "./document";
import type { Caller } from "./request";
import { knownName, matchTerm, type Note, shownOf } from "./subject";

/** Whether a statement is about the caller. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function matchPrincipals(selector: PrincipalSelector, caller: Caller, note: Note): Answer {
  const answers = selector.entries.map((entry) => matchEntry(entry, caller, note));
  if (selector.open !== null) {
    note(selector.open);
    answers.push("unknown");
  }
  return selector.negated ? not(some(answers)) : some(answers);
}

function matchEntry(entry: PrincipalEntry, caller: Caller, note: Note): Answer {
  if (entry.type.kind !== "text") {
    note(missingFact("statement", { open: "principal-type" }, "apply"));
    return "unknown";
  }
  const type = entry.type.text;
  const answers = entry.terms.items.map((term) => matchPrincipal(type, term, caller, note));
  if (entry.terms.open !== null) {
    note(entry.terms.open);
    answers.push("unknown");
  }
  return some(answers);
}

function matchPrincipal(type: string, term: Term, caller: Caller, note: Note): Answer {
  // `"Principal": "*"` and `{"AWS": "*"}` are the same, and mean everyone: AWS services as well.
  if (type === "*" || (type === "AWS" && term.kind === "text" && term.text === "*")) {
    return term.kind === "text" && term.text === "*" ? "yes" : "unknown";
  }
  if (type === "Service") return caller.kind === "service" ? matchService(term, caller.service, note) : "no";
  if (type === "AWS") return caller.kind === "role" ? matchAws(term, caller, note) : "no";
  return "no";
}

function matchService(term: Term, service: string, note: Note): Answer {
  if (term.kind === "text") {
    const given = term.text.toLowerCase();
    if (given === service) return "yes";
    // `*` and Regional spellings such as lambda.eu-west-1.amazonaws.com are not what AWS documents for Lambda.
    const [label] = service.split(".");
    if (given !== "*" && !given.includes("${") && !given.startsWith(`${label}.`)) return "no";
  }
  note(missingFact("element-is-service", { element: shownOf(term), service }, "nothing"));
  return "unknown";
}

type Role = Extract<Caller, { kind: "role" }>;

function matchAws(term: Term, caller: Role, note: Note): Answer {
  if (term.kind === "pointer") return agreed(term.pointer.targets.map((target) => matchTarget(target, caller, note)));
  if (term.kind !== "text") return matchTerm(term, caller.role, EXACT, note);
  const account = /^(?:arn:aws[a-z-]*:iam::)?(\d{12})(?::root)?$/.exec(term.text)?.[1];
  if (account !== undefined) return caller.byAccount ? sameAccount(account, caller, note) : "no";
  const session = /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(term.text);
  if (session === null) return matchTerm(term, caller.role, EXACT, note);
  const role = knownName(caller.role);
  if (role !== null && !role.endsWith(`/${session[2]}`)) return "no";
  note(missingFact("element-is-session", { element: shownOf(term) }, "nothing"));
  return "unknown";
}

const EXACT = { wildcards: false, ignoreCase: false };

function matchTarget(target: Target, caller: Role, note: Note): Answer {
  if (isAccount(target.instance) && target.attribute === "account_id") return caller.byAccount ? "yes" : "no";
  return matchTerm(
    { kind: "pointer", pointer: { kind: "pointer", targets: [target], selection: "one" } },
    caller.role,
    EXACT,
    note,
  );
}

function isAccount(instance: Instance): boolean {
  return instance.type === "aws_caller_identity";
}

function sameAccount(account: string, caller: Role, note: Note): Answer {
  if (caller.account === null) {
    note(missingFact("in-account", { spoken: caller.role.spoken, account }, "apply"));
    return "unknown";
  }
  return caller.account === account ? "yes" : "no";
}
