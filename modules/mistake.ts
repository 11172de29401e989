/**
 * Something that the person at the keyboard can mend: its message is all they need, and no stack trace is shown.
 */
export class Mistake extends Error {
  override readonly name: string = "Mistake";
}
