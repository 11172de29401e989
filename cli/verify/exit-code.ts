/** What the exit code of `mqesm verify` says, for scripts and CI. */
export const VERIFY_EXIT_CODES = {
  works: { code: 0, meaning: "the mapping works: whatever was asked has a good answer" },
  fails: { code: 1, meaning: "the mapping fails, or its network does not let it through; the output names the cause" },
  unusable: { code: 2, meaning: "the command cannot be used as it is; the message names what is missing" },
  unknown: {
    code: 3,
    meaning: "nothing fails, and not everything could be found out; the output names what could not",
  },
} as const;
