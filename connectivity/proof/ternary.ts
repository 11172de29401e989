/** The answer to a question about something that the input may not show. */
export type Ternary = "yes" | "no" | "maybe";

/** Yes when all are, no when one is not, else maybe. Yes for none. */
export function every(answers: readonly Ternary[]): Ternary {
  if (answers.includes("no")) return "no";
  return answers.includes("maybe") ? "maybe" : "yes";
}

/** Yes when one is, no when none can be, else maybe. No for none. */
export function some(answers: readonly Ternary[]): Ternary {
  if (answers.includes("yes")) return "yes";
  return answers.includes("maybe") ? "maybe" : "no";
}

export function not(answer: Ternary): Ternary {
  if (answer === "maybe") return "maybe";
  return answer === "yes" ? "no" : "yes";
}

/** The answer of which only one is right, and the input does not say which: theirs where they agree. Maybe for none. */
export function agreed(answers: readonly Ternary[]): Ternary {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : "maybe";
}
