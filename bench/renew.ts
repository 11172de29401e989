import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { terraformEnvironment } from "../__tests__/support/terraform";
import { planConfiguration } from "./check.bench";

// Makes estate/two-teams.plan.json.gz anew, after a change of estate/team: npx tsx bench/renew.ts
const { binary, env, available, why } = terraformEnvironment();
if (!available || binary === null) throw new Error(`Terraform cannot be run: ${why}.`);
const folder = mkdtempSync(join(tmpdir(), "mqesm-bench-"));
const plan = planConfiguration(binary, env, folder, 2);
writeFileSync(join(__dirname, "estate/two-teams.plan.json.gz"), gzipSync(plan, { level: 9 }));
rmSync(folder, { recursive: true });
