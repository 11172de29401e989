/** What the exit codes of these commands say, for scripts and CI. */
export const EXIT_CODES = {
  done: { code: 0, meaning: "done; also where there was nothing to change" },
  failed: { code: 1, meaning: "Terraform failed, the check says that the mapping would fail, or it was not approved" },
  refused: {
    code: 2,
    meaning: "the command, the settings or the state cannot be used as they are; the message says why",
  },
} as const;
