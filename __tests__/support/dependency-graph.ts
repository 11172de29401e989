import type { StackView } from "./stack-view";

/**
 * Terraform's dependency graph of a synthesized stack: an edge for every reference in a value and for every `depends_on`.
 * Terraform creates a block after everything it leads to, and destroys it before everything it leads to.
 */
export class DependencyGraph {
  private readonly needs = new Map<string, ReadonlySet<string>>();

  constructor(stack: StackView) {
    const blocks = [...stack.managed, ...stack.data];
    const addresses = new Set(blocks.map(({ address }) => address));
    for (const { address, values } of blocks) {
      const { "//": _, ...configuration } = values;
      this.needs.set(address, new Set([...mentioned(configuration)].filter((each) => addresses.has(each))));
    }
  }

  /** Everything that exists before this is created, and until this is destroyed. */
  needsOf(address: string): ReadonlySet<string> {
    return this.walk(address, (each) => this.needs.get(each) ?? []);
  }

  /** Everything that is created after this exists, and destroyed before this is. */
  dependentsOf(address: string): ReadonlySet<string> {
    return this.walk(address, (each) => this.directDependents(each));
  }

  /** An order in which Terraform may create everything; backwards, one in which it may destroy everything. */
  creationOrder(): readonly string[] {
    const order: string[] = [];
    const begun = new Set<string>();
    const visit = (address: string, path: readonly string[]): void => {
      if (path.includes(address)) {
        throw new Error(`A circle: ${[...path, address].join(" -> ")}`);
      }
      if (begun.has(address)) {
        return;
      }
      for (const need of this.needs.get(address) ?? []) {
        visit(need, [...path, address]);
      }
      begun.add(address);
      order.push(address);
    };
    for (const address of this.needs.keys()) {
      visit(address, []);
    }
    return order;
  }

  private directDependents(address: string): string[] {
    return [...this.needs].filter(([, needs]) => needs.has(address)).map(([dependent]) => dependent);
  }

  private walk(start: string, step: (address: string) => Iterable<string>): ReadonlySet<string> {
    const reached = new Set<string>();
    const waiting = [...step(start)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (!reached.has(next)) {
        reached.add(next);
        waiting.push(...step(next));
      }
    }
    return reached;
  }
}

/** Whatever looks like an address in any text below a value: references in `${}` and the plain addresses of `depends_on`. */
function mentioned(value: unknown): Set<string> {
  const found = new Set<string>();
  const visit = (each: unknown): void => {
    if (typeof each === "string") {
      for (const [address] of each.matchAll(/(data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*/g)) {
        found.add(address);
      }
    } else if (typeof each === "object" && each !== null) {
      for (const inner of Object.values(each)) {
        visit(inner);
      }
    }
  };
  visit(value);
  return found;
}
