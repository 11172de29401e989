import { isSecret } from "../../aws-provider/schema";
import { asUnknown, settled } from "../expressions/evaluation";
import { type Bindings, entriesOf } from "../expressions/evaluator";
import type { Expression } from "../expressions/expression";
import type { Body, Block as WrittenBlock } from "../hcl/body";
import type { Block, MissingFact, Value } from "../model/model";
import { blockOf, isListed, lazyBlock, lazyList, listOf, NULL, scalar } from "../model/values";

/** Evaluates an expression; `origin` names it in messages. */
export type Evaluate = (expression: Expression, bindings: Bindings, origin: string) => Value;

/** What says something about a resource to Terraform, and is no argument of it. */
const META = new Set([
  "//",
  "connection",
  "count",
  "depends_on",
  "dynamic",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);

/** The arguments of a block. */
export class ConfiguredBody {
  constructor(
    private readonly body: Body,
    private readonly bindings: Bindings,
    private readonly evaluate: Evaluate,
    /** Whose arguments these are, for messages. */
    private readonly origin: string,
  ) {}

  names(): readonly string[] {
    const { attributes, blocks } = this.body;
    const made = blocks.flatMap(({ type, labels }) => (type === "dynamic" ? labels.slice(0, 1) : [type]));
    return [...new Set([...attributes.keys(), ...made])].filter((name) => !META.has(name));
  }

  get(name: string): Value {
    if (META.has(name)) return NULL;
    const expression = this.body.attributes.get(name);
    const blocks = this.body.blocks.filter(
      ({ type, labels }) => type === name || (type === "dynamic" && labels[0] === name),
    );
    if (expression === undefined) return blocks.length === 0 ? NULL : this.#blocks(name, blocks);
    return secretsIn(name, settled(this.evaluate(expression, this.bindings, `${this.origin}.${name}`), name));
  }

  #blocks(name: string, blocks: readonly WrittenBlock[]): Value {
    const lists = blocks.map(({ type, body }) =>
      type === "dynamic" ? this.#generated(name, body) : listOf([this.#block(name, body, this.bindings)]),
    );
    const open = lists.find((list) => list.kind !== "list");
    if (open !== undefined) return open;
    const closed = lists.flatMap((list) => (list.kind === "list" ? [list] : []));
    return listOf(
      closed.flatMap(({ items }) => items),
      closed.find((list) => list.open !== null)?.open ?? null,
    );
  }

  #block(name: string, body: Body, bindings: Bindings): Block {
    const inner = new ConfiguredBody(body, bindings, this.evaluate, `${this.origin}.${name}`);
    return lazyBlock(
      () => inner.names(),
      (field) => inner.get(field),
    );
  }

  /** The blocks that a `dynamic` block makes. */
  #generated(name: string, { attributes, blocks }: Body): Value {
    const expression = attributes.get("for_each");
    const forEach: Value =
      expression === undefined
        ? listOf([])
        : this.evaluate(expression, this.bindings, `${this.origin}.${name}.for_each`);
    const entries = entriesOf(forEach);
    const missing: MissingFact | undefined = entries === undefined ? asUnknown(forEach).missing : undefined;
    if (entries === undefined) return listOf([], missing);
    const iterator = iteratorOf(attributes.get("iterator")) ?? name;
    const content = blocks.find(({ type }) => type === "content")?.body;
    const made = entries.map(([key, value]) => {
      const each = blockOf(
        new Map([
          ["key", forEach.kind === "list" ? value : key],
          ["value", value],
        ]),
      );
      return content === undefined
        ? listOf([])
        : this.#block(name, content, new Map([...this.bindings, [iterator, each]]));
    });
    return listOf(made, forEach.kind === "list" ? forEach.open : null);
  }
}

function iteratorOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind === "root") return expression.name;
  return expression?.kind === "literal" && typeof expression.value === "string" ? expression.value : undefined;
}

/** Marks what is secret by the name of its argument, or of its field in a map. */
function secretsIn(name: string, value: Value): Value {
  switch (value.kind) {
    case "scalar":
      return value.value !== null && isSecret(name) ? scalar(value.value, true) : value;
    case "unknown":
      return value.parts !== undefined && isSecret(name)
        ? { ...value, parts: value.parts.map((part) => secretsIn(name, part)) }
        : value;
    case "list":
      if (!isSecret(name) && !value.items.some(({ kind }) => kind === "block")) return value;
      return value.open === null && !value.unordered
        ? lazyList(value.items.length, (index) => secretsIn(name, value.items[index] ?? NULL))
        : {
            ...listOf(
              value.items.map((item) => secretsIn(name, item)),
              value.open,
            ),
            ...(value.unordered && { unordered: true }),
          };
    case "block":
      if (!isListed(value)) return value;
      return lazyBlock(
        () => value.fields(),
        (field) => secretsIn(isSecret(name) ? name : field.toLowerCase(), value.get(field)),
      );
    default:
      return value;
  }
}
