/** @returns undefined when the text is not base64: `Buffer.from` skips what is not, so its result is compared, not trusted */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64").replace(/=+$/, "") === text.replace(/=+$/, "") ? bytes : undefined;
}
