import { missingFact } from "../../causes/missing-fact";
import { type Answer, every, not } from "../../proof/answer";
import type { Condition, Terms } from "./document";
import type { Context } from "./request";
import { matchTerms, type Note, plainSubject, type Reading } from "./subject";

interface Operator {
  readonly reading: Reading;
  readonly negated: boolean;
}

const EXACT: Reading = { wildcards: false, ignoreCase: false };
const FOLDED: Reading = { wildcards: false, ignoreCase: true };
const LIKE: Reading = { wildcards: true, ignoreCase: false };

/** The operators that compare texts. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Operator>> = {
  stringequals: { reading: EXACT, negated: false },
  stringnotequals: { reading: EXACT, negated: true },
  stringequalsignorecase: { reading: FOLDED, negated: false },
  stringnotequalsignorecase: { reading: FOLDED, negated: true },
  stringlike: { reading: LIKE, negated: false },
  stringnotlike: { reading: LIKE, negated: true },
  arnequals: { reading: LIKE, negated: false },
  arnlike: { reading: LIKE, negated: false },
  arnnotequals: { reading: LIKE, negated: true },
  arnnotlike: { reading: LIKE, negated: true },
  bool: { reading: FOLDED, negated: false },
};

/** Whether all conditions of a statement hold. */
export function matchConditions(conditions: readonly Condition[], context: Context, note: Note): Answer {
  return every(conditions.map((condition) => matchCondition(condition, context, note)));
}

function matchCondition({ operator, key, values }: Condition, context: Context, note: Note): Answer {
  if (operator.kind !== "text" || key.kind !== "text") {
    note(missingFact("statement", { open: "condition" }, "apply"));
    return "unknown";
  }
  const name = key.text.toLowerCase();
  const { base, ifExists, quantifier } = parseOperator(operator.text);
  const actual = context(name);
  if (base === "null") return isNull(actual, values, name, note);
  if (actual === undefined) {
    note(missingFact("condition-key", { key: key.text }, "nothing"));
    return "unknown";
  }
  const rule = Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined;
  if ("absent" in actual) {
    // A key that is not there fails every comparison except the negated ones, IfExists and ForAllValues.
    if (ifExists || quantifier === "forallvalues") return "yes";
    if (quantifier === "foranyvalue") return "no";
    return rule?.negated || base.includes("not") ? "yes" : "no";
  }
  if (rule === undefined) {
    note(missingFact("condition-operator", { operator: operator.text, key: key.text }, "nothing"));
    return "unknown";
  }
  const equal = matchTerms(values, actual, rule.reading, note);
  return rule.negated ? not(equal) : equal;
}

function parseOperator(text: string): { base: string; ifExists: boolean; quantifier: string | null } {
  const [first = "", second] = text.toLowerCase().split(":");
  const rest = second ?? first;
  const ifExists = rest.endsWith("ifexists");
  return {
    base: ifExists ? rest.slice(0, -"ifexists".length) : rest,
    ifExists,
    quantifier: second === undefined ? null : first,
  };
}

/** `Null` asks whether the key is absent. */
function isNull(actual: ReturnType<Context>, values: Terms, key: string, note: Note): Answer {
  if (actual === undefined) {
    note(missingFact("condition-key-present", { key }, "nothing"));
    return "unknown";
  }
  return matchTerms(values, plainSubject(String("absent" in actual), { kind: "presence", key }), FOLDED, note);
}
