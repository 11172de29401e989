import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "../../../connectivity";
import { describeWithTerraform } from "../../support/describe-terraform";
import { modules, planExamples, planOf, readPlanned } from "./plan";

describeWithTerraform("the documented examples, planned anew", (terraform) => {
  const folder = mkdtempSync(join(tmpdir(), "examples-"));

  afterAll(() => rmSync(folder, { recursive: true }));

  test("are judged as the plan that the unit tests read is", () => {
    const anew = planExamples(terraform, folder).plan;
    const kept = readPlanned().plan;
    const judged = (plan: typeof kept) =>
      Object.fromEntries(
        [...modules().keys()].map((module) => [module, check([{ name: "plan.json", json: planOf(plan, module) }])]),
      );
    expect(judged(anew)).toEqual(judged(kept));
  }, 300_000);
});
