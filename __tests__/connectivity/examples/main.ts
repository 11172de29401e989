import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformEnvironment } from "../../support/terraform";
import { planExamples, writePlanned } from "./plan";

// npm run plan-examples: plans the documented examples again, for the unit tests to judge.
const { binary, available, why, env } = terraformEnvironment();
if (!available || binary === null) throw new Error(`Terraform cannot be run: ${why}.`);
const folder = mkdtempSync(join(tmpdir(), "examples-"));
try {
  writePlanned(planExamples({ binary, env, available, why }, folder));
} finally {
  rmSync(folder, { recursive: true });
}
