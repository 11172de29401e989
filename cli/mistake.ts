/** Something that the user can put right: every problem at once, each with what was given and what is expected. */
export class Mistake extends Error {
  override readonly name = "Mistake";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}
