import { keyAt, nameAt, parseSteps, type Step } from "../model/address";
import type { ResourceInstance } from "../model/instance";
import { field, isObject, listField } from "../model/json";
import type { Instance } from "../model/model";
import type { ModuleScope } from "../model/scope";
import { isExpression, referencesOf } from "./reference";

/** References deeper inside nested blocks than this are not sought. */
const MAX_BLOCK_DEPTH = 32;

/** How many references and instances may be looked at in all, so that no input takes longer than its size warrants. */
const BUDGET = 5_000_000;

/** Finds what instances depend on, in a plan's configuration or by what a state records. */
export class Dependencies {
  #budget = BUDGET;

  constructor(private readonly root: ModuleScope) {}

  /**
   * The instances that a resource's arguments and its `depends_on` name, in modules of any depth, and those that its
   * modules wait for.
   *
   * @param recorded - Addresses from the root that a state records.
   */
  of(instance: ResourceInstance, scope: ModuleScope, block: string, recorded: readonly string[]): readonly Instance[] {
    const found = new Set<Instance>();
    for (const address of recorded) this.#addAddress(this.root, parseSteps(address) ?? [], found);
    const open: Open[] = stepsIn(scope.configured(block)).map((steps) => ({ scope, steps }));
    for (let module = scope; module.parent !== undefined; module = module.parent) {
      for (const steps of dependsOnSteps(module.call)) open.push({ scope: module.parent, steps });
    }
    const seen = new Set<string>();
    for (let next = open.pop(); next !== undefined && this.#budget-- > 0; next = open.pop()) {
      const mark = `${next.scope.address} ${JSON.stringify(next.steps.slice(0, 4))}`;
      if (!seen.has(mark)) this.#follow(next, open, found);
      seen.add(mark);
    }
    found.delete(instance);
    return [...found];
  }

  #follow({ scope, steps }: Open, open: Open[], found: Set<Instance>): void {
    const name = nameAt(steps, 1) ?? "";
    const add = (from: ModuleScope, expression: unknown) => {
      for (const inner of stepsIn(expression)) open.push({ scope: from, steps: inner });
    };
    if (nameAt(steps, 0) === "var") {
      if (scope.parent !== undefined) add(scope.parent, field(field(scope.call, "expressions"), name));
    } else if (nameAt(steps, 0) === "module") {
      const key = keyAt(steps, 2);
      const output = nameAt(steps, key === undefined ? 2 : 3);
      for (const child of scope.instancesOf(name)) {
        if (key !== undefined && child.key !== key) continue;
        if (output === undefined) this.#addAll(child, found);
        else add(child, field(field(field(child.config, "outputs"), output), "expression"));
      }
    } else {
      this.#addAddress(scope, steps, found);
    }
  }

  /** The instances of a resource's address, with or without keys. */
  #addAddress(from: ModuleScope, steps: readonly Step[], found: Set<Instance>): void {
    let scopes: readonly ModuleScope[] = [from];
    let at = 0;
    while (nameAt(steps, at) === "module") {
      const name = nameAt(steps, at + 1) ?? "";
      const key = keyAt(steps, at + 2);
      scopes = scopes
        .flatMap((scope) => scope.instancesOf(name))
        .filter((scope) => key === undefined || scope.key === key);
      at += key === undefined ? 2 : 3;
    }
    const isData = nameAt(steps, at) === "data";
    if (isData) at++;
    const block = `${isData ? "data." : ""}${nameAt(steps, at)}.${nameAt(steps, at + 1)}`;
    const key = keyAt(steps, at + 2);
    for (const scope of scopes) {
      const group = scope.groups.get(block);
      const instances = key === undefined ? (group?.instances ?? []) : [group?.at(key)];
      for (const instance of instances) if (instance !== undefined && this.#budget-- > 0) found.add(instance);
    }
  }

  #addAll(module: ModuleScope, found: Set<Instance>): void {
    const open = [module];
    for (let scope = open.pop(); scope !== undefined && this.#budget-- > 0; scope = open.pop()) {
      for (const group of scope.groups.values()) {
        for (const instance of group.instances) if (this.#budget-- > 0) found.add(instance);
      }
      for (const child of scope.children()) open.push(child);
    }
  }
}

/** A reference that is still to be followed, and where it stands. */
interface Open {
  readonly scope: ModuleScope;
  readonly steps: readonly Step[];
}

/** All references in a block, nested blocks included. */
function stepsIn(json: unknown): readonly (readonly Step[])[] {
  const steps: (readonly Step[])[] = [];
  const open: [unknown, number][] = [[json, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [part, depth] = next;
    if (depth > MAX_BLOCK_DEPTH) continue;
    if (isExpression(part)) for (const reference of referencesOf(part)) steps.push(reference.steps);
    else if (Array.isArray(part)) for (const item of part) open.push([item, depth + 1]);
    else if (isObject(part)) for (const name of Object.keys(part)) open.push([part[name], depth + 1]);
  }
  return [...steps, ...dependsOnSteps(json)];
}

function dependsOnSteps(block: unknown): readonly (readonly Step[])[] {
  return listField(block, "depends_on").flatMap((address) => {
    const steps = typeof address === "string" ? parseSteps(address) : undefined;
    return steps === undefined ? [] : [steps];
  });
}
