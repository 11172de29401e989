/** What the exit code of `mqesm workspaces` says, for scripts and CI. */
export const EXIT_CODES = {
  asWanted: { code: 0, meaning: "everything is as the stacks need it, or was made so" },
  differs: { code: 1, meaning: "something differs; the output names it, and nothing was changed" },
  unusable: {
    code: 2,
    meaning: "the command, its input or HCP Terraform cannot be used; the message says why, and what was made before",
  },
} as const;
