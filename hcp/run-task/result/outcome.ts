/** How much a tag matters: its colour. */
export type Level = "none" | "info" | "warning" | "error";

/** One line of a result's list, which is opened to read its body. */
export interface Outcome {
  /** A code of the check; several may have the same. */
  readonly id: string;
  readonly description: string;
  /** Markdown. */
  readonly body: string;
  /** A page of AWS's. */
  readonly url: string | null;
  readonly status: Tag;
  readonly severity: Tag;
}

export interface Tag {
  readonly label: string;
  readonly level: Level;
}
