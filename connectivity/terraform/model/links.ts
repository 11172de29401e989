import { denotesOneOf, identifyingAttributes, madeAlongWith, nameInArn } from "../../aws-provider/identity";
import { keyOfFact, missingFact } from "../../causes/missing-fact";
import { addTo } from "../../multimap";
import type { Instance, Links, MissingFact, Model, Target, Value } from "./model";
import type { SourcedPointer } from "./values";

const NOTHING: Links = Object.freeze({ certain: [], possible: [], outside: [], missing: [] });

/** What larger values denote is kept. */
const SMALL = 8;

function isLarge(value: Value): boolean {
  return (value.kind === "list" ? value.items : value.kind === "pointer" ? value.targets : []).length > SMALL;
}

/** Most values that denote anything denote one object, and there is nothing to sort then. */
function oneTarget(value: Value, types: readonly string[]): Links | undefined {
  const only = value.kind === "pointer" && value.targets.length === 1 ? value.targets[0] : undefined;
  return only !== undefined && denotesOneOf(only, types) ? { ...NOTHING, certain: [only] } : undefined;
}

/** The objects that values denote. */
export class LinkFinder {
  readonly #byIdentity = new Map<string, ReadonlyMap<string, readonly Target[]>>();
  readonly #kept = new WeakMap<Value, Map<string, Links>>();

  constructor(
    private readonly ofType: (type: string) => readonly Instance[],
    /** Where an id that is not found is missing from. */
    private readonly source: Model["source"],
  ) {}

  links(value: Value, types: readonly string[]): Links {
    if (value.kind === "scalar" && (typeof value.value !== "string" || value.value === "")) return NOTHING;
    return oneTarget(value, types) ?? (isLarge(value) ? this.#keep(value, types) : this.#find(value, types));
  }

  /** Many arguments may share one large value, such as a splat. */
  #keep(value: Value, types: readonly string[]): Links {
    let kept = this.#kept.get(value);
    if (kept === undefined) {
      kept = new Map();
      this.#kept.set(value, kept);
    }
    const key = types.join();
    let links = kept.get(key);
    if (links === undefined) {
      links = this.#find(value, types);
      kept.set(key, links);
    }
    return links;
  }

  #find(value: Value, types: readonly string[]): Links {
    const certain = new Map<string, Target>();
    const possible = new Map<string, Target>();
    const outside = new Set<string>();
    const missing = new Map<string, MissingFact>();
    const note = (fact: MissingFact) => missing.set(keyOfFact(fact), fact);
    const open: Value[] = [value];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.kind === "unknown") {
        note(next.missing);
      } else if (next.kind === "list") {
        if (next.open !== null) note(next.open);
        for (let index = next.items.length - 1; index >= 0; index--) open.push(next.items[index] as Value);
      } else if (next.kind === "pointer") {
        const targets = next.targets.filter((target) => denotesOneOf(target, types));
        const [only] = targets;
        if (only === undefined) note(lost(next));
        else if (targets.length === 1) certain.set(keyOf(only), only);
        else for (const target of targets) possible.set(keyOf(target), target);
      } else if (next.kind === "scalar" && typeof next.value === "string" && next.value !== "") {
        const targets = this.#identified(next.value, types);
        // A name may be that of several objects, in several accounts or Regions.
        for (const target of targets) (targets.length === 1 ? certain : possible).set(keyOf(target), target);
        if (targets.length > 0) continue;
        if (next.sensitive) note(missingFact("sensitive-name", { source: this.source }));
        else outside.add(next.value);
      }
    }
    for (const key of certain.keys()) possible.delete(key);
    return {
      certain: [...certain.values()],
      possible: [...possible.values()],
      outside: [...outside],
      missing: [...missing.values()],
    };
  }

  #identified(text: string, types: readonly string[]): readonly Target[] {
    const found = types.flatMap((type) => this.#identities(type).get(text) ?? this.#namedBy(text, type));
    // A role's id is its name: one text in two attributes is one object.
    const targets = [...new Map(found.map((target) => [target.instance, target])).values()];
    // The object itself tells more than the VPC that it was made with, and a resource more than a data source.
    const own = targets.filter(({ instance }) => types.includes(instance.type));
    const best = own.length > 0 ? own : targets;
    const managed = best.filter(({ instance }) => instance.mode === "managed");
    return managed.length > 0 ? managed : best.slice(0, 1);
  }

  /** Objects of a type whose ARN is not known yet, by the name that an ARN holds. */
  #namedBy(text: string, type: string): readonly Target[] {
    const name = nameInArn(text, type);
    const named = name === undefined ? [] : (this.#identities(type).get(name) ?? []);
    return named.filter(({ instance }) => instance.get("arn").kind !== "scalar");
  }

  #identities(type: string): ReadonlyMap<string, readonly Target[]> {
    let identities = this.#byIdentity.get(type);
    if (identities === undefined) {
      const made = new Map<string, Target[]>();
      for (const attribute of identifyingAttributes(type)) this.#index(made, type, attribute);
      for (const [owner, attribute] of madeAlongWith(type)) this.#index(made, owner, attribute);
      identities = made;
      this.#byIdentity.set(type, identities);
    }
    return identities;
  }

  #index(into: Map<string, Target[]>, type: string, attribute: string): void {
    for (const instance of this.ofType(type)) {
      const value = instance.get(attribute);
      if (value.kind !== "scalar" || typeof value.value !== "string" || value.value === "") continue;
      addTo(into, value.value, { instance, attribute });
    }
  }
}

function keyOf({ instance, attribute }: Target): string {
  return `${instance.address} ${attribute}`;
}

function lost(value: { readonly targets: readonly Target[]; readonly origin?: string }): MissingFact {
  const origin = (value as Partial<SourcedPointer>).origin;
  const [target] = value.targets;
  const source = target === undefined ? null : `${target.instance.address}.${target.attribute}`;
  return origin === undefined || origin === ""
    ? missingFact("value", { value: source }, "apply")
    : missingFact("value-made-from", { value: origin, source }, "apply");
}
