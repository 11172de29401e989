/** What the exit code of `mqesm run-task` says. */
export const RUN_TASK_EXIT_CODES = {
  stopped: { code: 0, meaning: "the service was told to stop (SIGTERM or SIGINT), and every request has its result" },
  unusable: { code: 2, meaning: "the service cannot start as it is asked to; the message names what is wrong" },
} as const;
