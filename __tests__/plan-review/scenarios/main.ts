import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformEnvironment } from "../../support/terraform";
import { planScenarios, writePlans } from "./plan";

// npm run plan-scenarios: plans the changes that reviews are tested with again.
const { binary, available, why, env } = terraformEnvironment();
if (!available || binary === null) throw new Error(`Terraform cannot be run: ${why}.`);
const folder = mkdtempSync(join(tmpdir(), "scenarios-"));
planScenarios({ binary, env, available, why }, folder)
  .then(writePlans)
  .finally(() => rmSync(folder, { recursive: true }))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
