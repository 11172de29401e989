import { cell } from "./escape";

/** A part that is folded until it is opened. Its summary is HTML: only what is escaped may stand in it. */
export function folded(summary: string, content: string): string {
  // Markdown in it needs the empty lines.
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

/** The first of many, and how many there are more. */
export function first<T>(items: readonly T[], most: number, render: (item: T) => string): readonly string[] {
  const more = items.length - most;
  const shown = more > 1 ? items.slice(0, most) : items;
  return [...shown.map(render), ...(more > 1 ? [`- and ${more.toLocaleString("en")} more`] : [])];
}

/** `1 resource`, `2 resources` */
export function counted(count: number, one: string, several: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}
