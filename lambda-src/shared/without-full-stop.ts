/** Somebody else's message, to go on after: some end in a full stop, some do not. */
export function withoutFullStop(message: string): string {
  return message.replace(/\.\s*$/, "");
}
