import { differences } from "../../../plan-review/digest/differences";
import { planDigest } from "../../../plan-review/digest/plan-digest";

const reviewed = planDigest({
  plan: "1".repeat(64),
  files: { "cdk.tf.json": "a", ".terraform.lock.hcl": "b", "assets/listener/0a/listener.zip": "c" },
  terraform: "1.11.4",
  state: { lineage: "0fe7", serial: 7 },
  meaning: "m",
});
const configuration = { "cdk.tf.json": "a" };
const found = (change: object) => differences("plan.tfplan", reviewed, { ...reviewed, configuration, ...change });

test("nothing, where all is as it was", () => {
  expect(found({})).toEqual([]);
});

test.each([
  ["does the same", "m", "It does the same, as far as can be told without sensitive values."],
  ["does something else", "n", "It does something else."],
  ["cannot be read", undefined, "Terraform cannot read it."],
])("another plan, which %s", (_, meaning, sentence) => {
  expect(found({ plan: "2".repeat(64), meaning })).toEqual([
    `plan.tfplan is not the plan that was reviewed. ${sentence} Apply the one that was reviewed, or plan again and have that reviewed.`,
  ]);
});

test.each([
  ["another file", { "cdk.tf.json": "z" }, "cdk.tf.json"],
  ["one file less", {}, "cdk.tf.json"],
  ["one file more", { ...configuration, "more.tf": "y" }, "more.tf"],
  [
    "a module that the folder has otherwise",
    { ...configuration, "modules/queue/main.tf": "y" },
    "modules/queue/main.tf",
  ],
])("the plan that was named in the review, made from %s than was reviewed", (_, made, name) => {
  expect(found({ configuration: made })).toEqual([
    `plan.tfplan was not made from ${name} as the folder has it: plan again there, and have that reviewed.`,
  ]);
});

test("modules that are installed anew, or lie outside of the folder, are not compared", () => {
  const modules = { ".terraform/modules/vpc/main.tf": "x", "../shared/main.tf": "y" };
  expect(found({ configuration: { ...configuration, ...modules } })).toEqual([]);
});

test("a plan whose configuration cannot be read", () => {
  expect(found({ configuration: undefined })).toEqual([
    "plan.tfplan holds no configuration that can be read: plan again.",
  ]);
});

test("files by their names: what another lock file, and another zip, lead to", () => {
  expect(
    found({ files: { "assets/listener/0a/listener.zip": "C", ".terraform.lock.hcl": "B", "run.sh": "d" } }),
  ).toEqual([
    ".terraform.lock.hcl is not the same: other versions of the providers may be used than those that were reviewed.",
    "assets/listener/0a/listener.zip is not the same: a function's code is read from it while applying, so that other code would be deployed.",
    "cdk.tf.json is missing: it is not what was reviewed, or not what the plan was made from.",
    "run.sh was not there when the plan was made: it is not what was reviewed, or not what the plan was made from.",
  ]);
});

test("another version of Terraform", () => {
  expect(found({ terraform: "1.12.0" })).toEqual([
    "Terraform is 1.12.0: the plan was made with 1.11.4. Apply it with that.",
  ]);
});

test("a state that has moved on: both serials", () => {
  expect(found({ state: { lineage: "0fe7", serial: 9 } })).toEqual([
    "The state has moved on: it has serial 9, and the plan was made of serial 7. Something was applied in between, and Terraform refuses the plan as stale: plan again.",
  ]);
});

test("another state altogether, and none any more", () => {
  expect(found({ state: { lineage: "beef", serial: 7 } })).toEqual([
    "The state is not the one that the plan was made of: its lineage is beef, with serial 7, and that of the plan is 0fe7, with serial 7. Terraform refuses it: look where the state is.",
  ]);
  expect(found({ state: { lineage: "", serial: 0 } })).toEqual([
    "The state is not the one that the plan was made of: its lineage is empty, with serial 0, and that of the plan is 0fe7, with serial 7. Terraform refuses it: look where the state is.",
  ]);
});

test("a state that cannot be read says nothing", () => {
  expect(found({ state: undefined })).toEqual([]);
});

test("everything at once", () => {
  expect(
    found({ plan: "2".repeat(64), files: {}, terraform: "1.12.0", state: { lineage: "0fe7", serial: 8 } }),
  ).toHaveLength(6);
});
