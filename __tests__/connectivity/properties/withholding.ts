import type { Random } from "../fuzz/random";
import { blocksOf, type Document } from "../mutations/document";
import { irrelevantTypes } from "../mutations/schema";
import { isObject, type JsonObject } from "./json";
import { configured, resourceChanges } from "./plans";

/** One argument that the configuration no longer shows: a variable without value. */
export function withheld(document: Document, random: Random): Document {
  const copy = structuredClone(document) as Document & { variable?: JsonObject };
  const blocks = blocksOf(copy).filter(
    ({ type, values }) => !irrelevantTypes.has(type) && argumentsOf(values).length > 0,
  );
  const { values } = random.pick(blocks);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
  values[random.pick(argumentsOf(values))] = "${var.withheld}";
  return { ...copy, variable: { withheld: {} } } as Document;
}

function argumentsOf(values: JsonObject): string[] {
  return Object.keys(values).filter((name) => !["//", "depends_on", "lifecycle", "for_each"].includes(name));
}

/** A plan that shows less: one attribute and where it comes from, what one block refers to, or what was read before. */
export function withheldFromPlan(plan: JsonObject, random: Random): JsonObject {
  const copy = structuredClone(plan);
  const ways = [withholdAttribute, withholdAttribute, withholdAttribute, withholdReferences, withholdPriorState];
  random.pick(ways)(copy, random);
  return copy;
}

function withholdAttribute(plan: JsonObject, random: Random): void {
  const { type, name, change } = random.pick(resourceChanges(plan).filter(isManaged)) as {
    type: string;
    name: string;
    change: JsonObject;
  };
  const after = isObject(change.after) ? change.after : {};
  const unknown = isObject(change.after_unknown) ? change.after_unknown : {};
  const blocks = configured(plan).filter((each) => each.type === type && each.name === name);
  const attributes = [...Object.keys(after), ...Object.keys(unknown)].filter((each) => !looksBlank(type, each, blocks));
  const attribute = random.pick(attributes);
  delete after[attribute];
  change.after_unknown = { ...unknown, [attribute]: true };
  for (const block of blocks) {
    if (isObject(block.expressions) && attribute in block.expressions) {
      block.expressions[attribute] = { references: ["local.withheld"] };
    }
  }
}

/**
 * Rules inside of a group that a dynamic block makes leave no trace in the configuration: once they are unknown, a plan
 * looks as if there were none.
 */
function looksBlank(type: string, attribute: string, blocks: readonly JsonObject[]): boolean {
  if (type !== "aws_security_group" || !/^(in|e)gress$/.test(attribute)) return false;
  return blocks.some(({ expressions }) => !isObject(expressions) || !(attribute in expressions));
}

function withholdReferences(plan: JsonObject, random: Random): void {
  const block = random.pick(configured(plan));
  block.expressions = Object.fromEntries(Object.keys(block.expressions ?? {}).map((name) => [name, {}]));
}

function withholdPriorState(plan: JsonObject): void {
  delete plan.prior_state;
}

function isManaged({ mode, type, change }: JsonObject): boolean {
  return mode === "managed" && isObject(change) && isObject(change.after) && !irrelevantTypes.has(String(type));
}
