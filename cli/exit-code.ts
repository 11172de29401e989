/** What the exit code of `mqesm check` says, for scripts and CI. */
export const EXIT_CODES = {
  works: { code: 0, meaning: "every event source mapping works, or the input holds none (and the output says so)" },
  fails: { code: 1, meaning: "at least one mapping fails" },
  unusable: { code: 2, meaning: "the command or its input cannot be used; the message names it and what is expected" },
  unknown: { code: 3, meaning: "none fails, at least one is unknown; the output names the facts that would decide it" },
} as const;
