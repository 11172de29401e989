/** How many letters must be changed, added or removed to make one word of another. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...right].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** Those words that a given one is most probably a misspelling of: at most two letters away, and none nearer. */
export function misspelled(given: string, words: readonly string[]): readonly string[] {
  const distances = words.map((word) => editDistance(given.toLowerCase(), word.toLowerCase()));
  const least = Math.min(...distances);
  return least > 2 ? [] : words.filter((_, index) => distances[index] === least);
}
