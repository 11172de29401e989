import { field, fingerprint, isObject } from "../model/json";
import { constantOf } from "../references/reference";

/** Blocks of which the provider keeps the order; those of other names may be sets. */
const ORDERED = new Set(["statement"]);

/** Beyond so many comparisons the blocks are not told apart. */
const MAX_COMPARISONS = 250_000;

/**
 * Finds which block of the configuration a planned block comes from. The blocks of a set are not in the order of the
 * configuration: what is constant in them tells them apart.
 */
export class BlockMatcher {
  readonly #candidates = new Map<number, readonly unknown[]>();
  #looks: readonly (string | undefined)[] | undefined;
  #onlyPlanned: readonly (number | undefined)[] | undefined;
  readonly #comparable: boolean;

  constructor(
    private readonly name: string,
    private readonly configured: readonly unknown[],
    private readonly after: readonly unknown[],
    private readonly isUnknown: readonly unknown[],
  ) {
    this.#comparable = configured.length * after.length <= MAX_COMPARISONS;
  }

  /** The blocks that a planned one may come from; none where the configuration does not show it. */
  blocksOf(index: number): readonly unknown[] {
    if (!this.#comparable) return [];
    if (this.configured.length !== this.after.length) return this.#besideHidden(index);
    const inOrder = this.configured[index];
    if (ORDERED.has(this.name) && isCompatible(inOrder, this.after[index])) return [inOrder];
    const candidates = this.#compatible(index);
    if (candidates.length < 2) return candidates;
    // Planned blocks that look the same are interchangeable: each takes one of the blocks they may come from.
    this.#looks ??= this.after.map((block, other) => fingerprint([block, this.isUnknown[other]]));
    const looks = this.#looks[index];
    if (looks === undefined) return candidates;
    const alike = this.#looks.flatMap((other, position) => (other === looks ? [position] : []));
    return alike.length === candidates.length ? [candidates[alike.indexOf(index)]] : candidates;
  }

  /**
   * A dynamic block leaves no trace in the configuration. Where numbers differ some blocks are hidden, and a shown one is
   * found where it can be only one of the planned ones.
   */
  #besideHidden(index: number): readonly unknown[] {
    this.#onlyPlanned ??= this.configured.map((block) => {
      const compatible = this.after.flatMap((planned, position) => (isCompatible(block, planned) ? [position] : []));
      return compatible.length === 1 ? compatible[0] : undefined;
    });
    const positions = this.#onlyPlanned;
    return this.configured.filter((_, position) => positions[position] === index);
  }

  #compatible(index: number): readonly unknown[] {
    let candidates = this.#candidates.get(index);
    if (candidates === undefined) {
      candidates = this.configured.filter((block) => isCompatible(block, this.after[index]));
      this.#candidates.set(index, candidates);
    }
    return candidates;
  }
}

function isCompatible(block: unknown, after: unknown): boolean {
  if (!isObject(block)) return false;
  return Object.keys(block).every((name) => {
    const constant = constantOf(block[name]);
    const planned = field(after, name);
    return constant === undefined || constant === null || planned === undefined || sameJson(constant, planned);
  });
}

/** Equal but for conversions that Terraform makes: the order of sets, and numbers written as texts. */
function sameJson(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && sorted(one) === sorted(other);
  if (isObject(one) || isObject(other)) {
    const text = fingerprint(one);
    return text !== undefined && text === fingerprint(other);
  }
  return String(one) === String(other);
}

function sorted(list: readonly unknown[]): string {
  return list
    .map((item) => fingerprint(item) ?? "")
    .sort()
    .join();
}
