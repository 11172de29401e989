/**
 * A sentence for people. It is no text: nothing can compare it, look something up by it, cut it or keep it among facts. Only
 * what prints spells it.
 */
export class Sentence {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text, for whoever prints. */
  static spell(sentence: Sentence): string {
    return sentence.#text;
  }
}

/** A sentence as text, for whoever prints it. */
export const spell = Sentence.spell;
