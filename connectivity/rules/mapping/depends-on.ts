import type { Wait } from "../../causes/rules/mapping";
import { nameAt, parseSteps } from "../../terraform/model/address";
import type { Instance } from "../../terraform/model/model";

/**
 * What to add to which `depends_on`, so that an instance waits for others. One takes resources of its own module and calls
 * of modules in it, as a whole, and nothing inside them: https://developer.hashicorp.com/terraform/language/meta-arguments/depends_on
 */
export function waitsFor(instance: Instance, needed: readonly Instance[]): readonly Wait[] {
  const own = callsTo(instance.module);
  const byHolder = new Map<string | null, Set<string>>();
  for (const one of needed) {
    const calls = callsTo(one.module);
    const apart = calls.findIndex((call, index) => call !== own[index]);
    const common = apart < 0 ? calls.length : apart;
    const holder = own.length > common ? own.slice(0, common + 1).join(".") : null;
    const name = calls[common] ?? withinModule(one);
    byHolder.set(holder, (byHolder.get(holder) ?? new Set()).add(name));
  }
  return [...byHolder].map(([holder, names]) => ({ holder, on: [...names] }));
}

/** The calls that lead to a module, such as `module.network` and `module.endpoints`. */
function callsTo(module: string): readonly string[] {
  const names = (parseSteps(module) ?? []).flatMap((_, index, steps) => nameAt(steps, index) ?? []);
  return names.flatMap((name, index) => (index % 2 === 1 ? [`module.${name}`] : []));
}

/** The address of a resource in its module. */
function withinModule({ address, module }: Instance): string {
  const inside = module === "" ? address : address.slice(address.indexOf(`${module}.`) + module.length + 1);
  return inside.replace(/\[.*\]$/s, "");
}
