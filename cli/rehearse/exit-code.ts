/** What the exit code of `mqesm rehearse` says. */
export const REHEARSE_EXIT_CODES = {
  done: {
    code: 0,
    meaning: "each option was deployed, each message arrived, and nothing is left; or the listener processed them",
  },
  failed: { code: 1, meaning: "an option or the listener failed, or something was left; the output says what" },
  unusable: { code: 2, meaning: "the command cannot be used so, or something is missing on this machine" },
  interrupted: { code: 130, meaning: "it was interrupted, and has cleaned up" },
} as const;
