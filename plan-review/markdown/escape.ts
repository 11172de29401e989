import { printable } from "./printable";

/**
 * Text that GitHub's Markdown and HTML leave as it is. GitHub makes links of mentions, references and addresses after it has
 * decoded entities, so only a character of no width between keeps them apart. In code spans it makes none.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function text(input: string): string {
  return printable(input)
    .replace(/[\\`*[\]~|$]|(?<!\w)_|_(?!\w)/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[@#]|GH-(?=\d)|:(?=\/\/)|www(?=\.)/gi, `$&${NO_WIDTH}`);
}

const NO_WIDTH = "&#8203;";

/** Longer names lose their middle. */
const LONGEST_NAME = 200;

/** A name as a code span that holds any number of backticks. */
export function code(input: string): string {
  return span(printable(shortened(input)));
}

function span(content: string): string {
  if (content !== "" && !content.includes("`")) return `\`${content}\``;
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = content === "" || content.startsWith("`") || content.endsWith("`") ? " " : "";
  return `${fence}${space}${content}${space}${fence}`;
}

function shortened(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const half = LONGEST_NAME / 2;
  return `${name.slice(0, half)}…${name.slice(-half)}`;
}

/** In a table a bar ends the cell, in code spans too, unless it is escaped. */
export function cell(input: string): string {
  return input.replace(/(?<!\\)\|/g, "\\|");
}
