import type { Review } from "../review";
import { always, type Block, DETAILS, type Detail } from "./block";
import { changeBlocks } from "./sections/changes";
import { costBlocks } from "./sections/costs";
import { digestBlocks } from "./sections/digests";
import { driftBlocks } from "./sections/drift";
import { harmBlocks } from "./sections/harms";
import { headline } from "./sections/headline";
import { otherBlocks } from "./sections/others";
import { verdictBlocks } from "./sections/verdicts";
import { lengthOf, withinLimit } from "./within-limit";

/**
 * What GitHub takes as the body of a comment; a longer one is refused with 422. The bytes of a text are counted, which are
 * never fewer than its characters.
 */
export const COMMENT_LIMIT = 65_536;

/** What GitHub takes as a step's summary, 1 MiB; a longer one is dropped, and the step stays green. */
export const SUMMARY_LIMIT = 1_048_576;

export interface CommentOptions {
  /**
   * How many bytes it may have.
   *
   * @default 65,536
   */
  readonly limit?: number;
  /**
   * Where the long form is, told where something had to be left out.
   *
   * @default "The long form of this review"
   */
  readonly longForm?: string;
}

/** A review as Markdown for GitHub. Always shorter than the limit. */
export function comment(
  review: Review,
  { limit = COMMENT_LIMIT, longForm = "The long form of this review" }: CommentOptions = {},
): string {
  const note = (left: readonly Detail[]) =>
    left.length === 0
      ? ""
      : `\n\n_To stay below the limit of GitHub this leaves out: ${left.map((detail) => DETAILS[detail]).join("; ")}. ${longForm} has it._`;
  const longestNote = lengthOf(note(Object.keys(DETAILS) as Detail[]));
  // Strictly below the limit, with the line break at the end.
  const { text, left } = withinLimit(blocksOf(review), limit - longestNote - 2);
  return `${text}${note(left)}\n`;
}

function blocksOf(review: Review): readonly Block[] {
  return [
    always(headline(review)),
    ...verdictBlocks(review),
    ...harmBlocks(review),
    ...costBlocks(review),
    ...changeBlocks(review),
    ...driftBlocks(review),
    ...otherBlocks(review),
    ...digestBlocks(review),
  ];
}
