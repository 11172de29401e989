/** What the exit code of `mqesm review` says. A review informs; `mqesm check` is what a required status asks. */
export const REVIEW_EXIT_CODES = {
  made: { code: 0, meaning: "the review was made, whatever it says: mqesm check fails where a mapping does" },
  unusable: { code: 2, meaning: "the command or its input cannot be used; the message names it and what is expected" },
} as const;
