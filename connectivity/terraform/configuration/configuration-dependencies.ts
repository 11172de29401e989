import { type Expression, partsOf } from "../expressions/expression";
import { isObject, type JsonObject } from "../model/json";
import type { Instance } from "../model/model";
import type { ConfigurationScope } from "./configuration-scope";

/** How many parts and instances may be looked at in all, so that no input takes longer than its size warrants. */
const BUDGET = 5_000_000;

/** Finds what blocks depend on. */
export class ConfigurationDependencies {
  #budget = BUDGET;

  constructor(private readonly scope: ConfigurationScope) {}

  /** The instances that a block's arguments and its `depends_on` name, through local values too. */
  of(block: JsonObject): readonly Instance[] {
    const { scope } = this;
    const found = new Set<Instance>();
    const locals = new Set<string>();
    const open: unknown[] = [];
    const add = (json: JsonObject) => {
      for (const name of Object.keys(json))
        if (name !== "//") open.push(name === "depends_on" ? templates(json[name]) : json[name]);
    };
    const follow = (path: readonly string[]) => {
      const [first = "", second = "", third = ""] = path;
      if (first === "local" && !locals.has(second)) {
        locals.add(second);
        open.push(scope.localJson(second));
      }
      const address = first === "data" ? `data.${second}.${third}` : `${first}.${second}`;
      for (const instance of scope.resource(address)?.instances ?? []) if (this.#budget-- > 0) found.add(instance);
    };
    add(block);
    while (open.length > 0 && this.#budget-- > 0) {
      const next = open.pop();
      if (typeof next === "string" && next.includes("${")) pathsIn(scope.parse(next), follow);
      else if (Array.isArray(next)) for (const item of next) open.push(item);
      else if (isObject(next)) add(next);
    }
    return [...found];
  }
}

/** `depends_on` holds references as they are. */
function templates(json: unknown): readonly string[] {
  const references = Array.isArray(json) ? json : [];
  return references
    .filter((reference) => typeof reference === "string")
    .map((reference) => (reference.includes("${") ? reference : `\${${reference}}`));
}

/** The references in an expression, as the names they start with. */
function pathsIn(expression: Expression | undefined, follow: (path: readonly string[]) => void): void {
  const open = expression === undefined ? [] : [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const path = pathOf(next);
    if (path !== undefined) follow(path);
    for (const part of partsOf(next)) open.push(part);
  }
}

/** Longer than any address: the names beyond are attributes. */
const ADDRESS_NAMES = 3;

function pathOf(expression: Expression): readonly string[] | undefined {
  const names: string[] = [];
  let at = expression;
  while (at.kind === "attribute" && names.length < ADDRESS_NAMES) {
    names.push(at.name);
    at = at.of;
  }
  return at.kind === "root" ? [at.name, ...names.reverse()] : undefined;
}
