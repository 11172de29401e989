/** The answer to a question about something that the input may not show: "yes" and "no" are proven. */
export type Answer = "yes" | "no" | "unknown";

/** Yes when all are, no when one is not, else unknown. Yes for none. */
export function every(answers: readonly Answer[]): Answer {
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}

/** Yes when one is, no when none can be, else unknown. No for none. */
export function some(answers: readonly Answer[]): Answer {
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}

export function not(answer: Answer): Answer {
  if (answer === "unknown") return "unknown";
  return answer === "yes" ? "no" : "yes";
}

/** The answer of which only one is right, and the input does not say which: theirs where they agree. Unknown for none. */
export function agreed(answers: readonly Answer[]): Answer {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : "unknown";
}
