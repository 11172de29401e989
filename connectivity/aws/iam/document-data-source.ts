import { missingFact } from "../../causes/missing-fact";
import type { Block, Instance, MissingFact, Value } from "../../terraform/model/model";
import { isLeftToAws, isUnset, textOf } from "../../terraform/model/shown-values";
import {
  type Condition,
  type PolicyDocument,
  type PrincipalSelector,
  type Selector,
  type Statement,
  type Term,
  termOf,
  termsOf,
} from "./document";

/** Reads the documents that one includes. */
type Include = (value: Value) => readonly PolicyDocument[];

/** Far more than IAM's 10,240 characters hold; documents that include each other could multiply without end. */
const MOST_STATEMENTS = 1_000;

/** The block arguments of `aws_iam_policy_document` are readable even when its `json` is not known yet. */
export function readDataSource(source: Instance, include: Include): PolicyDocument {
  const unread: MissingFact[] = [];
  const sources = included(source, ["source_json", "source_policy_documents"], include, unread);
  const own = isLeftToAws(source, "statement") ? [] : statementsOf(source.get("statement"), unread);
  const overrides = included(source, ["override_json", "override_policy_documents"], include, unread);
  const statements = overridden([...sources, ...own], overrides);
  if (statements.length > MOST_STATEMENTS) unread.push(missingFact("statements-beyond", { source: source.address }));
  return { origin: source, statements: statements.slice(0, MOST_STATEMENTS), unread, unreadMayDeny: true };
}

/** A statement of an overriding document replaces the one with the same `sid`; without `sid` it is added. */
function overridden(statements: readonly Statement[], overrides: readonly Statement[]): Statement[] {
  const replaced = new Set(overrides.flatMap(({ sid }) => sid ?? []));
  return [...statements.filter(({ sid }) => sid === null || !replaced.has(sid)), ...overrides];
}

function included(
  source: Instance,
  attributes: readonly string[],
  include: Include,
  unread: MissingFact[],
): Statement[] {
  return attributes
    .filter((attribute) => !isLeftToAws(source, attribute))
    .flatMap((attribute) => itemsOf(source.get(attribute), unread))
    .flatMap((value) => {
      const documents = include(value);
      const [document, ...others] = documents;
      if (document === undefined) return [];
      if (others.length > 0)
        unread.push(missingFact("included-documents", { source: source.address, open: "one-of-several" }));
      unread.push(...document.unread);
      return others.length > 0 ? [] : document.statements;
    });
}

function itemsOf(value: Value, unread: MissingFact[]): readonly Value[] {
  if (value.kind !== "list") return [value];
  if (value.open !== null) unread.push(value.open);
  return value.items;
}

function statementsOf(value: Value, unread: MissingFact[]): Statement[] {
  return itemsOf(value, unread).flatMap((item) => {
    if (isUnset(item)) return [];
    if (item.kind === "block") return statementOf(item);
    unread.push(item.kind === "unknown" ? item.missing : missingFact("statement", { open: "arguments" }, "apply"));
    return [];
  });
}

function statementOf(block: Block): Statement {
  const principals = principalsOf(block.get("principals"), false) ?? principalsOf(block.get("not_principals"), true);
  const conditions = block.get("condition");
  return {
    sid: textOf(block.get("sid")),
    effect: effectOf(block.get("effect")),
    actions: selector(block, "actions") ?? { negated: false, terms: { items: [], open: null } },
    resources: selector(block, "resources"),
    principals,
    conditions: blocksOf(conditions).map(conditionOf),
    openConditions: openingOf(conditions),
  };
}

function effectOf(value: Value): Statement["effect"] {
  if (isUnset(value)) return "Allow";
  const effect = textOf(value);
  return effect === "Allow" || effect === "Deny" ? effect : null;
}

function selector(block: Block, argument: "actions" | "resources"): Selector | null {
  for (const [name, negated] of [
    [argument, false],
    [`not_${argument}`, true],
  ] as const) {
    const value = block.get(name);
    if (!isUnset(value)) return { negated, terms: termsOf(value, template) };
  }
  return null;
}

function principalsOf(value: Value, negated: boolean): PrincipalSelector | null {
  if (isUnset(value)) return null;
  const entries = blocksOf(value).map((entry) => ({
    type: termOf(entry.get("type")) ?? NOTHING,
    terms: termsOf(entry.get("identifiers"), template),
  }));
  return { negated, entries, open: openingOf(value) };
}

function conditionOf(block: Block): Condition {
  return {
    operator: termOf(block.get("test")) ?? NOTHING,
    key: termOf(block.get("variable")) ?? NOTHING,
    values: termsOf(block.get("values"), template),
  };
}

const NOTHING: Term = { kind: "unknown", missing: missingFact("statement", { open: "required-argument" }) };

function blocksOf(value: Value): Block[] {
  if (value.kind === "block") return [value];
  return value.kind === "list" ? value.items.filter((item) => item.kind === "block") : [];
}

/** What is missing to know all blocks of an argument; null when all are shown. */
function openingOf(value: Value): MissingFact | null {
  if (value.kind === "unknown") return value.missing;
  if (value.kind === "pointer") return missingFact("statement", { open: "blocks" }, "apply");
  if (value.kind !== "list") return null;
  return (
    value.open ??
    value.items.map((item) => (item.kind === "block" ? null : openingOf(item))).find((fact) => fact !== null) ??
    null
  );
}

/** `&{...}` stands for a policy variable, which `${...}` could not in Terraform. */
function template(given: string): string {
  return given.replaceAll("&{", "${");
}
