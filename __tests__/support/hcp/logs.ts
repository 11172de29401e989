import type { RunState } from "./run-state";

const PLAN = [
  "Terraform v1.11.4",
  "on linux_amd64",
  "Initializing plugins and modules...",
  "Plan: 3 to add, 0 to change, 0 to destroy.",
];
/** Of an apply's log, Terraform's command line leaves out the first three lines. */
const APPLY = [
  "Terraform v1.11.4",
  "on linux_amd64",
  "Initializing plugins and modules...",
  "Apply complete! Resources: 3 added, 0 changed, 0 destroyed.",
];

/** The plan's log, as far as it has come. */
export function planLog(state: RunState, now: number): Buffer {
  return log(state, "planning", state.script.log ?? PLAN, now, !["pending", "queued", "running"].includes(state.plan));
}

/** The apply's log, as far as it has come. */
export function applyLog(state: RunState, now: number): Buffer {
  return log(
    state,
    "applying",
    state.script.applyLog ?? APPLY,
    now,
    !["pending", "queued", "running"].includes(state.apply),
  );
}

/**
 * A log grows line by line, between the control characters that mark its beginning and end.
 *
 * @see https://github.com/hashicorp/go-tfe/blob/v1.58.0/logreader.go
 */
function log(state: RunState, during: string, lines: readonly string[], now: number, isWhole: boolean): Buffer {
  const beganAt = state.entered.get(during);
  if (beganAt === undefined) return Buffer.alloc(0);
  const lasts = state.lasts(during);
  // Where a state lasts until the test goes on, half of the lines are there.
  const share = Number.isFinite(lasts) ? (now - beganAt) / lasts : 0.5;
  const there = isWhole ? lines : lines.slice(0, Math.floor(share * lines.length));
  return Buffer.from(`\u0002${there.map((line) => `${line}\n`).join("")}${isWhole ? "\u0003" : ""}`);
}
