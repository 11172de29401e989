/**
 * Something that the person at the keyboard can mend: its message is all they need, and no stack trace is shown.
 */
export class Mistake extends Error {
  override readonly name: string = "Mistake";
}

/** Whether an error is a mistake: one of ours, or what a construct's validation refuses. */
export function isMistake(error: unknown): error is Error {
  // cdktf throws a plain Error for failed validations. https://developer.hashicorp.com/terraform/cdktf/concepts/constructs
  return error instanceof Mistake || (error instanceof Error && error.message.startsWith("Validation failed"));
}
