/** What the exit code of `mqesm plan-digest` says, for scripts and CI. */
export const EXIT_CODES = {
  same: { code: 0, meaning: "the digest is written, or everything is as it was when it was written" },
  differs: { code: 1, meaning: "something is not as it was; the output names it" },
  unusable: { code: 2, meaning: "the command or its input cannot be used; the message names it and what is expected" },
} as const;
