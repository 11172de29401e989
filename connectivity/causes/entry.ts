/** What the documentation says about the reason of a hop that is not reachable. */
export interface ReasonEntry {
  /** A few words. */
  readonly title: string;
  /** What it means, in one or two sentences. */
  readonly meaning: string;
  /** A short piece of Terraform that leads to it. */
  readonly example: string;
  /** AWS's own page. */
  readonly source: string;
}
