import { type Expression, partsOf } from "../expressions/expression";
import type { Body } from "../hcl/body";
import type { Instance } from "../model/model";
import type { ConfiguredModule } from "./configured-module";

/** How many parts and instances may be looked at in all, so that no input takes longer than its size warrants. */
const BUDGET = 5_000_000;

/** Finds what blocks depend on. */
export class ConfigurationDependencies {
  #budget = BUDGET;

  /**
   * The instances that a block's arguments and its `depends_on` name, through local values, variables and outputs too, and
   * those that its modules wait for.
   */
  of(body: Body, module: ConfiguredModule): readonly Instance[] {
    const walk = new Walk(() => this.#budget-- > 0);
    walk.body(body, module);
    for (let { caller } = module; caller !== undefined; { caller } = caller.module) {
      const waits = caller.call.attributes.get("depends_on");
      if (waits !== undefined) walk.expression(waits, caller.module);
    }
    return walk.run();
  }
}

class Walk {
  readonly #found = new Set<Instance>();
  readonly #open: [Expression, ConfiguredModule][] = [];
  readonly #seen = new Map<ConfiguredModule, Set<string>>();

  constructor(private readonly spend: () => boolean) {}

  body({ attributes, blocks }: Body, module: ConfiguredModule): void {
    for (const [name, expression] of attributes) if (name !== "//") this.expression(expression, module);
    for (const block of blocks) if (this.spend()) this.body(block.body, module);
  }

  expression(expression: Expression, module: ConfiguredModule): void {
    this.#open.push([expression, module]);
  }

  run(): readonly Instance[] {
    for (let next = this.#open.pop(); next !== undefined && this.spend(); next = this.#open.pop()) {
      const [expression, module] = next;
      const path = pathOf(expression);
      if (path !== undefined) this.#follow(path, module);
      // Parts of a reference are no references of their own: an output is not its module.
      const parts = path === undefined ? partsOf(expression) : keysIn(expression);
      for (const part of parts) this.#open.push([part, module]);
    }
    return [...this.#found];
  }

  #follow(path: readonly string[], module: ConfiguredModule): void {
    const [first = "", second = "", third = ""] = path;
    if (this.#isSeen(module, path.join("."))) return;
    const follow = (expression: Expression | undefined, from: ConfiguredModule) => {
      if (expression !== undefined) this.expression(expression, from);
    };
    if (first === "local") follow(module.source.locals.get(second), module);
    else if (first === "var") {
      if (module.caller !== undefined) follow(module.caller.call.attributes.get(second), module.caller.module);
    } else if (first === "module") {
      for (const child of module.instancesOf(second)) {
        const output = child.source.outputs.get(third);
        if (output !== undefined) follow(output.attributes.get("value"), child);
        else this.#all(child);
      }
    } else {
      const address = first === "data" ? `data.${second}.${third}` : `${first}.${second}`;
      this.#add(module.resource(address)?.instances ?? []);
    }
  }

  #isSeen(module: ConfiguredModule, path: string): boolean {
    const seen = this.#seen.get(module);
    if (seen?.has(path)) return true;
    if (seen === undefined) this.#seen.set(module, new Set([path]));
    else seen.add(path);
    return false;
  }

  #add(instances: readonly Instance[]): void {
    for (const instance of instances) if (this.spend()) this.#found.add(instance);
  }

  /** Everything in a module, which `depends_on` may name as a whole. */
  #all(module: ConfiguredModule): void {
    for (const address of module.source.resources.keys()) this.#add(module.resource(address)?.instances ?? []);
    for (const child of module.children()) if (this.spend()) this.#all(child);
  }
}

/** The keys in a reference. */
function keysIn(expression: Expression): readonly Expression[] {
  const keys: Expression[] = [];
  let at = expression;
  while (at.kind === "attribute" || at.kind === "index") {
    if (at.kind === "index") keys.push(at.key);
    at = at.of;
  }
  return keys;
}

/** Longer than any address: the names beyond are attributes. */
const ADDRESS_NAMES = 3;

/** The names that a reference starts with; keys between them are left out. */
function pathOf(expression: Expression): readonly string[] | undefined {
  const names: string[] = [];
  let at = expression;
  while (at.kind === "attribute" || at.kind === "index") {
    if (at.kind === "attribute") names.push(at.name);
    at = at.of;
  }
  return at.kind === "root" && names.length > 0 ? [at.name, ...names.reverse().slice(0, ADDRESS_NAMES)] : undefined;
}
