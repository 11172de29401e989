/** What the exit code of `mqesm upload` says, for scripts and CI. */
export const EXIT_CODES = {
  done: {
    code: 0,
    meaning: "every mapping works, and the run is applied, planned, saved, without changes, or waiting to be confirmed",
  },
  failed: {
    code: 1,
    meaning: "the run failed, was canceled or discarded; or a mapping fails, and nothing was applied",
  },
  unusable: {
    code: 2,
    meaning: "the command, the folder, the workspace or HCP Terraform cannot be used as they are; the message says why",
  },
  unknown: {
    code: 3,
    meaning: "a mapping cannot be decided, or the plan may not be read with this token, and nothing was applied",
  },
  waiting: {
    code: 4,
    meaning: "the run goes on, or waits for its turn, an approval or an override; the same command goes on with it",
  },
  interrupted: { code: 130, meaning: "it was interrupted; the message says what becomes of the run" },
} as const;

export type Outcome = Exclude<keyof typeof EXIT_CODES, "unusable">;
