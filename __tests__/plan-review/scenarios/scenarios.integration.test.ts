import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../cli/run";
import { review } from "../../../plan-review";
import { FakeSurroundings } from "../../cli/surroundings";
import { describeWithTerraform } from "../../support/describe-terraform";
import { plantedIn } from "../planted";
import { planRoot, planScenarios, readPlans } from "./plan";

describeWithTerraform("plans of the real provider, made anew", (terraform) => {
  const folder = mkdtempSync(join(tmpdir(), "scenarios-"));

  afterAll(() => rmSync(folder, { recursive: true }));

  test("are reviewed as those that the unit tests read", async () => {
    const reviews = (plans: ReturnType<typeof readPlans>) =>
      Object.entries(plans).map(([name, json]) => review([{ name, plan: { name: "plan.json", json } }]));
    expect(reviews(await planScenarios(terraform, folder))).toEqual(reviews(readPlans()));
  }, 600_000);

  test("a condition that does not hold leaves a plan that cannot be applied, which is said", async () => {
    const failed = join(folder, "orders");
    mkdirSync(failed);
    const text = `variable "orders" {
  default = "planted-in-a-variable"
}

resource "terraform_data" "it" {
  lifecycle {
    precondition {
      condition     = length(var.orders) > 100
      error_message = "planted-in-a-message"
    }
  }
}
`;
    await expect(planRoot({ files: { "main.tf": text } }, terraform, failed)).rejects.toThrow(
      /Resource precondition failed/,
    );
    const around = new FakeSurroundings(folder, { env: { ...terraform.env, TERRAFORM_BINARY: terraform.binary } });
    expect(await run(["review", "orders/plan.tfplan"], around)).toBe(0);
    expect(around.written).toContain("| `orders` |  | ❔ not judged | not known |");
    expect(around.written).toContain(
      "> `orders`: **planning stopped half-way with an error**: what is listed here is a part, and it cannot be applied.\n\n> `orders`: conditions of the configuration do not hold: `terraform_data.it`.\n",
    );
    expect(plantedIn(around.written)).toEqual([]);
  }, 60_000);

  test("other errors leave no plan, and the command says what to do", async () => {
    const failed = join(folder, "billing");
    mkdirSync(failed);
    const text = 'variable "missing" {}\n\noutput "it" {\n  value = var.missing\n}\n';
    await expect(planRoot({ files: { "main.tf": text } }, terraform, failed)).rejects.toThrow(
      /No value for required variable/,
    );
    const around = new FakeSurroundings(folder);
    expect(await run(["review", "billing/plan.tfplan"], around)).toBe(2);
    expect(around.written).toBe("");
    expect(around.complained).toBe(
      "mqesm: billing/plan.tfplan: there is no such file or folder. Where planning fails Terraform may save none, and its log says why: name the workspace with --failed to have that said.\n",
    );
    expect(await run(["review", "--failed", "billing"], around)).toBe(0);
    expect(around.written).toContain("> `billing`: **planning failed**, so that there is no plan: its log says why.");
  }, 60_000);
});
