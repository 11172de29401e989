import { keyAt, nameAt, parseSteps, type Step } from "./address";
import type { ResourceInstance } from "./instance";
import { field, isObject, listField } from "./json";
import type { Instance } from "./model";
import { isExpression, referencesOf } from "./plan-expression";
import type { ModuleScope } from "./scope";

/** References deeper inside nested blocks than this are not sought. */
const MAX_BLOCK_DEPTH = 32;

/** The instances that a resource's arguments and its `depends_on` name, in modules of any depth. */
export function dependenciesOf(
  instance: ResourceInstance,
  scope: ModuleScope,
  block: string,
  recorded: readonly string[],
): readonly Instance[] {
  const found = new Set<Instance>();
  const root = rootOf(scope);
  for (const address of recorded) addAddress(root, parseSteps(address) ?? [], found);
  const seen = new Set<string>();
  const open: { scope: ModuleScope; steps: readonly Step[] }[] = [];
  const add = (from: ModuleScope, references: Iterable<readonly Step[]>) => {
    for (const steps of references) open.push({ scope: from, steps });
  };
  const configured = scope.configured(block);
  add(scope, stepsIn(configured));
  for (let module: ModuleScope | undefined = scope; module?.parent !== undefined; module = module.parent) {
    add(module.parent, dependsOnSteps(module.call));
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const mark = `${next.scope.address} ${JSON.stringify(next.steps.slice(0, 4))}`;
    if (seen.has(mark)) continue;
    seen.add(mark);
    const name = nameAt(next.steps, 1) ?? "";
    switch (nameAt(next.steps, 0)) {
      case "var": {
        const { parent, call } = next.scope;
        if (parent !== undefined) add(parent, stepsIn(field(field(call, "expressions"), name)));
        break;
      }
      case "module": {
        const key = keyAt(next.steps, 2);
        const output = nameAt(next.steps, key === undefined ? 2 : 3);
        for (const child of next.scope.instancesOf(name)) {
          if (key !== undefined && child.key !== key) continue;
          if (output === undefined) addAll(child, found);
          else add(child, stepsIn(field(field(field(child.config, "outputs"), output), "expression")));
        }
        break;
      }
      default:
        addAddress(next.scope, next.steps, found);
    }
  }
  found.delete(instance);
  return [...found];
}

function rootOf(scope: ModuleScope): ModuleScope {
  let root = scope;
  while (root.parent !== undefined) root = root.parent;
  return root;
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

/** The instances of a resource's address, with or without keys. */
function addAddress(from: ModuleScope, steps: readonly Step[], found: Set<Instance>): void {
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
    if (group === undefined) continue;
    if (key === undefined) for (const instance of group.instances) found.add(instance);
    else {
      const instance = group.at(key);
      if (instance !== undefined) found.add(instance);
    }
  }
}

function addAll(module: ModuleScope, found: Set<Instance>): void {
  const open = [module];
  for (let scope = open.pop(); scope !== undefined; scope = open.pop()) {
    for (const group of scope.groups.values()) for (const instance of group.instances) found.add(instance);
    for (const child of scope.children()) open.push(child);
  }
}
