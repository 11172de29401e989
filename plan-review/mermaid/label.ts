/** A line is cut in the middle at this length. */
const LONGEST = 72;

/** A line is broken at this length: Mermaid breaks at spaces alone, and names have none. */
const WIDEST = 25;

/**
 * A label as Mermaid's source has it, in quotation marks. What means something to Mermaid, to Markdown (labels are read as such), to
 * HTML or to the fence around the source becomes a numeric entity.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function quotedLabel(lines: readonly string[]): string {
  const broken = lines.flatMap((line) => brokenLines(shortened(visible(line))));
  return quoted(broken);
}

/** A label of one line. */
export function quotedTitle(title: string): string {
  return quoted([shortened(visible(title))]);
}

/** Mermaid takes no label without a character. */
function quoted(lines: readonly string[]): string {
  return `"${lines.map(escaped).join("\n") || "?"}"`;
}

/** White space is one space. What has no shape of its own, or changes its neighbours', is shown as a question mark. */
function visible(line: string): string {
  return line.replace(/\s+/gu, " ").trim().replace(/\p{C}/gu, "?");
}

function shortened(line: string): string {
  const characters = [...line];
  if (characters.length <= LONGEST) return line;
  const half = (LONGEST - 4) / 2;
  return `${characters.slice(0, half).join("")} .. ${characters.slice(-half).join("")}`;
}

/** Broken where people would: after what separates the words of a name, and anywhere where it has no such place. */
function brokenLines(line: string): readonly string[] {
  const pieces = line.match(/[^\s._/:-]{0,25}[\s._/:-]?/gu) ?? [];
  const lines = [""];
  for (const piece of pieces) {
    const last = lines.at(-1) ?? "";
    const isFull = [...(last + piece).trimEnd()].length > WIDEST;
    if (isFull && last !== "") lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines.map((each) => each.trim()).filter((each) => each !== "");
}

/**
 * All but letters, digits and what is plain text to everyone: spaces, commas, slashes, question marks and round brackets, and full stops, underscores and
 * hyphens after a letter or digit. Yet "1." and "1)" begin a list in Markdown, and "www." a link.
 */
const MEANS_SOMETHING = /(?<=^\d+)[.)]|(?<=www)\.|(?<![A-Za-z0-9])[._-]|[^A-Za-z0-9 ,/()?._-]/giu;

function escaped(line: string): string {
  return line.replace(MEANS_SOMETHING, (character) => `#${character.codePointAt(0)};`);
}
