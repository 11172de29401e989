import { type Block, DETAILS, type Detail, type Version } from "./block";

/** Blocks put together, and what was left out so that they are not too long. */
export interface Fitted {
  readonly text: string;
  readonly left: readonly Detail[];
}

const encoder = new TextEncoder();

/** How long GitHub may count a text: in bytes, which are never fewer than characters. */
export function lengthOf(text: string): number {
  return encoder.encode(text).length;
}

const SEPARATOR = "\n\n";

/**
 * Puts blocks together so that they are not longer than the limit. Details are left out in the order of `DETAILS`: each from
 * the longest block that has it first, so that a small workspace keeps what a large one loses.
 */
export function withinLimit(blocks: readonly Block[], limit: number): Fitted {
  const fitted = blocks.map((block) => new FittedBlock(block, limit));
  let length = fitted.reduce((sum, block) => sum + block.length, 0);
  const left: Detail[] = [];
  for (const detail of Object.keys(DETAILS) as Detail[]) {
    if (length <= limit) break;
    const having = fitted.filter((block) => block.has(detail)).sort((one, other) => other.length - one.length);
    for (const block of having) {
      if (length <= limit) break;
      const { length: before, isMade } = block;
      block.leaveOut(detail);
      length += block.length - before;
      if ((block.length < before || !isMade) && left.at(-1) !== detail) left.push(detail);
    }
  }
  const text = fitted
    .map((block) => block.text)
    .filter((each) => each !== "")
    .join(SEPARATOR);
  return { text, left };
}

class FittedBlock {
  text = "";
  /** In bytes; a lower bound where it is not made. */
  length = 0;
  /** Whether the text was made, for it might fit. */
  isMade = false;

  constructor(
    private readonly block: Block,
    private readonly limit: number,
  ) {
    this.#take(block.full);
  }

  has(detail: Detail): boolean {
    return this.block.without.some(([name]) => name === detail);
  }

  leaveOut(detail: Detail): void {
    for (const [name, version] of this.block.without) if (name === detail) this.#take(version);
  }

  #take(version: Version): void {
    const least = typeof version === "function" ? 0 : version.least;
    this.isMade = least <= this.limit;
    this.text = !this.isMade ? "" : typeof version === "function" ? version() : version.text();
    this.length = this.isMade && this.text !== "" ? lengthOf(this.text) + SEPARATOR.length : least;
  }
}
