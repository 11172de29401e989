import { readModel, UnusableInputError } from "../../../connectivity/terraform";
import { change, plan, state } from "./plan-json";

const TERRAFORM =
  "expected the output of terraform show -json for a plan file or a state, or a cdk.tf.json (Terraform JSON configuration)";

function messageOf(...inputs: readonly unknown[]): string {
  try {
    readModel(inputs.map((json, index) => ({ name: `input-${index + 1}.json`, json })));
  } catch (error) {
    if (error instanceof UnusableInputError) return error.message;
    throw error;
  }
  return "usable";
}

test.each<[string, unknown, string]>([
  ["null", null, `input-1.json: null; ${TERRAFORM}`],
  ["a list", [1, 2], `input-1.json: a list of 2; ${TERRAFORM}`],
  ["a text", "hunter2", `input-1.json: a string; ${TERRAFORM}`],
  ["an empty object", {}, `input-1.json: an empty object; ${TERRAFORM}`],
  [
    "other JSON",
    { name: "x", version: "1", private: true },
    `input-1.json: an object with "name", "version", "private"; ${TERRAFORM}`,
  ],
  [
    "a raw state file",
    { version: 4, serial: 3, lineage: "x", resources: [] },
    "input-1.json: a raw state file; expected the output of terraform show -json, run where that state belongs",
  ],
  [
    "the log of a plan",
    { "@level": "info", "@message": "Plan: 3 to add" },
    "input-1.json: a log line of terraform plan -json; expected the output of terraform show -json PLANFILE, of a plan saved by terraform plan -out PLANFILE",
  ],
  [
    "a manifest of cdktf",
    { version: "0.21.0", stacks: {} },
    "input-1.json: a manifest of cdktf synth; expected the file beside it, stacks/<stack>/cdk.tf.json",
  ],
  [
    "provider schemas",
    { format_version: "1.0", provider_schemas: {} },
    "input-1.json: provider schemas; expected the output of terraform show -json",
  ],
  ["a CloudFormation template", { Resources: {} }, `input-1.json: a CloudFormation template; ${TERRAFORM}`],
  [
    "a format of the future",
    { ...plan([]), format_version: "2.0" },
    'input-1.json: format_version "2.0"; expected format_version "0.x" or "1.x", from terraform show -json',
  ],
  [
    "a plan that failed",
    { ...plan([]), errored: true },
    "input-1.json: a plan that ended in an error, so that resources are missing; expected a plan that succeeded",
  ],
  [
    "a plan cut short",
    { format_version: "1.2", planned_values: { root_module: { resources: [{}] } } },
    "input-1.json: a plan without resource_changes; expected the whole output of terraform show -json",
  ],
  [
    "changes of the wrong type",
    { ...plan([]), resource_changes: {} },
    "input-1.json: resource_changes is an empty object; expected resource_changes to be a list",
  ],
  [
    "a configuration of the wrong type",
    { ...plan([]), configuration: [] },
    "input-1.json: configuration is a list of 0; expected configuration to be an object",
  ],
  [
    "values of the wrong type",
    { format_version: "1.0", values: 3 },
    "input-1.json: values is a number; expected values to be an object",
  ],
  [
    "resources of the wrong type",
    { resource: [] },
    "input-1.json: resource is a list of 0; expected resource to be an object",
  ],
  [
    "a block of the wrong type",
    { resource: { aws_vpc: { main: 3 } } },
    "input-1.json: aws_vpc.main is a number; expected an object of arguments",
  ],
  [
    "a change without a change",
    plan([{ address: "aws_vpc.main", type: "aws_vpc", name: "main" }]),
    'input-1.json: resource_changes[0] is an object with "address", "type", "name"; expected an object with "address", "type", "name" and "change", whose actions are known',
  ],
  [
    "an action nobody knows",
    plan([change({ type: "aws_vpc", name: "main", actions: ["levitate"] })]),
    'input-1.json: resource_changes[0] is an object with "address", "mode", "type", "name", "change", with the actions "levitate"; expected an object with "address", "type", "name" and "change", whose actions are known',
  ],
  [
    "an action that is not even text",
    plan([change({ type: "aws_vpc", name: "main", actions: [{ toString: 1 }] as never })]),
    'input-1.json: resource_changes[0] is an object with "address", "mode", "type", "name", "change", with the actions "an object with "toString""; expected an object with "address", "type", "name" and "change", whose actions are known',
  ],
  [
    "a resource without values",
    state([{ address: "aws_vpc.main", type: "aws_vpc", name: "main" }]),
    'input-1.json: a resource of the root module is an object with "address", "type", "name"; expected an object with "address", "type", "name" and "values"',
  ],
])("%s", (_, json, message) => {
  expect(messageOf(json)).toBe(message);
});

test("all problems of all inputs at once", () => {
  expect(messageOf(null, plan([]), [])).toBe(
    `input-1.json: null; ${TERRAFORM}\ninput-3.json: a list of 0; ${TERRAFORM}`,
  );
});

test("a long list of problems is cut", () => {
  const lines = messageOf(plan(Array.from({ length: 30 }, () => 0))).split("\n");
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe("and 10 more");
});

test.each([
  [
    "a plan of nothing",
    { format_version: "1.2", planned_values: { root_module: {} }, configuration: { root_module: {} } },
  ],
  ["an empty state", { format_version: "1.0", terraform_version: "1.11.4" }],
  ["a configuration of nothing but settings", { terraform: {}, "//": {} }],
])("%s is usable, and holds nothing", (_, json) => {
  expect(readModel([{ name: "input.json", json }]).instances).toEqual([]);
});
