import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { readSettings } from "../../../modules/settings";
import { options } from "../../../stacks/catalogue";
import { OptionStack } from "../../../stacks/option-stack";

// cdktf makes the folder with the app.
const outdir = mkdtempSync(join(tmpdir(), "synthesized-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** An option's stack, changed as a user's edit would change it, and prepared for its validations. */
function stackOf(id: string, change: (stack: TerraformStack) => void, given: Record<string, unknown> = {}) {
  const option = options.find((each) => each.id === id);
  if (option === undefined) throw new Error(`There is no option ${id}.`);
  const stack = new OptionStack(new App({ outdir }), option, readSettings({}, given));
  change(stack);
  stack.prepareStack();
  return stack;
}

/** Sets an argument of one construct, as an escape hatch does. */
function override(stack: TerraformStack, path: string, argument: string, value: unknown) {
  const found = stack.node.findAll().find(({ node }) => node.path === `${stack.node.path}/${path}`);
  (found as unknown as { addOverride(argument: string, value: unknown): void }).addOverride(argument, value);
}

const brokerPortClosed = (stack: TerraformStack) =>
  override(stack, "security-groups/rules/mapping-to-broker", "to_port", 5670);

test("a broken path fails synthesizing, and the text names target, construct, reason and remedy", () => {
  const stack = stackOf("option-4-isolated", brokerPortClosed);
  expect(() => stack.runAllValidations()).toThrow(
    /^Validation failed with the following errors:\n {2}\[option-4-isolated\] The mapping cannot reach broker\. option-4-isolated\/security-groups\/.*5671/,
  );
});

test("each thing that is wrong is said once, with every target that it stops", () => {
  const stack = stackOf("option-4-isolated", (changed) =>
    override(changed, "security-groups/rules/endpoints-from-broker", "from_port", 80),
  );
  override(stack, "security-groups/rules/endpoints-from-broker", "to_port", 80);
  expect(() => stack.runAllValidations()).toThrow(/The mapping cannot reach sts, secretsmanager, lambda\. /);
});

test.each(options.map(({ id }) => id))("%s passes as it is: what only the account knows fails nothing", (id) => {
  expect(() => stackOf(id, () => {}).runAllValidations()).not.toThrow();
});

test("a setting skips the proof, and the stack carries a warning that says so", () => {
  const stack = stackOf("option-4-isolated", brokerPortClosed, { skipConnectivityCheck: true });
  expect(() => stack.runAllValidations()).not.toThrow();
  expect(stack.node.metadata.map(({ data }) => data)).toContain(
    "skipConnectivityCheck is set: nothing proves that the event source mapping can reach what it needs.",
  );
});
