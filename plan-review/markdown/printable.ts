/**
 * Text of the input as it may be printed: names in a plan are anyone's, and control characters would move the cursor,
 * colour the terminal or reverse the writing direction.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Most texts, told without looking up what Unicode says of each character. */
const PLAIN = /^[ -~]*$/;
