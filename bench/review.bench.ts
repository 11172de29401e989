import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundlePackage } from "../cli/package/build";
import { costsOf, node, printTable } from "./bench";
import { planOfEstate } from "./estate/plan";

const CACHE = resolve(__dirname, "../.cache/bench");

/** How many teams make about 10,000 resources. */
const TEAMS = 56;

/** A review may take so many times as long as the check that it is built on. */
const TARGET = 1.5;

/** What a review costs beyond the check: of a plan that creates everything, and of one that changes what exists. */
export async function run(): Promise<void> {
  const dist = join(CACHE, "dist");
  await bundlePackage(dist);
  const mqesm = (...args: string[]) => node(join(dist, "mqesm.js"), ...args);
  const { text, resources } = planOfEstate(TEAMS);
  const plans = [
    { title: "created", text },
    { title: "updated", text: updating(text) },
  ];
  for (const plan of plans) {
    const file = join(CACHE, `${plan.title}.plan.json`);
    writeFileSync(file, plan.text);
    const [check, review] = costsOf([
      { command: mqesm("check", file, "--json"), expectedCodes: [0, 1, 3] },
      { command: mqesm("review", file) },
    ]);
    rmSync(file);
    if (check === undefined || review === undefined) throw new Error("Nothing was measured.");
    console.log(`\nA plan in which ${resources.toLocaleString("en")} resources are ${plan.title}, whole process`);
    printTable([
      ["", "ms", "MB of memory"],
      ["mqesm check", check.milliseconds, check.megabytes],
      ["mqesm review", review.milliseconds, review.megabytes],
    ]);
    const ratio = review.milliseconds / check.milliseconds;
    console.log(`  ratio ${ratio.toFixed(2)}, target at most ${TARGET}: ${ratio <= TARGET ? "met" : "MISSED"}`);
  }
}

/** The same plan as if all of it existed, and every resource had other tags. */
function updating(text: string): string {
  const plan = JSON.parse(text);
  for (const { mode, change } of plan.resource_changes) {
    if (mode !== "managed") continue;
    change.actions = ["update"];
    change.before = { ...change.after, tags: { before: "it" } };
    change.before_sensitive = change.after_sensitive ?? {};
  }
  return JSON.stringify(plan);
}
