import { AppliedStack } from "../support/applied-stack";
import { describeWithTerraform } from "../support/describe-terraform";
import { everyVariant, type optionIds } from "../support/expected-network";
import { answersOf } from "../support/mocked-answers";
import { synthesize } from "../support/synthesized-stack";
import { type Run, type RunResult, TerraformTests } from "../support/terraform-tests";

const orders = { name: "orders", exchange: "shop", routingKeys: ["order.*"] };
const invoices = { name: "invoices", mappingFilters: [{ data: { kind: ["invoice"] } }] };

describeWithTerraform(
  "several listeners on one broker, applied by Terraform with a mocked AWS provider",
  (terraform) => {
    const tests = new TerraformTests(terraform);
    let results: ReadonlyMap<string, RunResult>;

    beforeAll(async () => {
      for (const { id, mode, zones } of everyVariant) {
        const name = `${id}-${mode}`;
        const settings = { brokerDeploymentMode: mode };
        const stack = synthesize(id, { ...settings, listeners: [orders, invoices] });
        const answers = answersOf(id, stack, zones);
        const two = `${name}-two`;
        tests.addConfiguration(name, stack.json);
        tests.addConfiguration(two, synthesize(id, { ...settings, listeners: [orders] }).json);
        const run = (of: string, more: Partial<Run> = {}): Run => ({ of, stateKey: name, answers, ...more });
        tests.addFile(name, {
          [two]: run(two),
          [`${name}-adding`]: run(name, { command: "plan" }),
          [name]: run(name),
          [`${name}-again`]: run(name, { command: "plan" }),
          [`${name}-removing`]: run(two, { command: "plan" }),
        });
      }
      const watched = synthesize("option-4-isolated", { alarms: true, listeners: [orders] });
      const answers = answersOf("option-4-isolated", watched, 1);
      tests.addConfiguration("watched", watched.json);
      tests.addFile("watched", {
        watched: { of: "watched", answers },
        again: { of: "watched", answers, command: "plan" },
      });
      results = await tests.run();
    }, 600_000);
    afterAll(() => tests.remove());

    function changesOf(run: string): Readonly<Record<string, readonly string[]>> {
      const { status, errors, changes } = results.get(run) ?? { status: "missing", errors: [] };
      expect({ status, errors }).toEqual({ status: "pass", errors: [] });
      return changes ?? {};
    }

    test("with alarms: applied, and a second plan finds nothing to change", () => {
      const { status, errors, state } = results.get("watched") ?? { status: "missing", errors: [] };
      expect({ status, errors }).toEqual({ status: "pass", errors: [] });
      const types = state?.root_module.resources.map(({ type }) => type);
      expect(types?.filter((type) => type === "aws_cloudwatch_metric_alarm")).toHaveLength(9);
      expect(changesOf("again")).toEqual({});
    });

    describe.each(everyVariant)("$id, $mode", ({ id, mode }) => {
      const name = `${id}-${mode}`;

      test("three are applied, and a second plan finds nothing to change", () => {
        const { status, errors, state } = results.get(name) ?? { status: "missing", errors: [] };
        expect({ status, errors }).toEqual({ status: "pass", errors: [] });
        const applied = new AppliedStack(state as never, `mqesm-dev-${id}-`);
        const mappings = applied.resources("aws_lambda_event_source_mapping").map(({ values }) => values.queues);
        expect(mappings).toEqual(expect.arrayContaining([["messages"], ["orders"], ["invoices"]]));
        expect(mappings).toHaveLength(3);
        const { outputs } = applied.state;
        expect(outputs.listener_orders?.value).toMatchObject({
          queue: "orders",
          dead_letter_queue: "orders.dead-letter",
          function_name: `mqesm-dev-${id}-listener-orders`,
          log_group: `/aws/lambda/mqesm-dev-${id}-listener-orders`,
          event_source_mapping_uuid: expect.any(String),
        });
        expect(changesOf(`${name}-again`)).toEqual({});
      });

      test("adding the third makes what is its own, and touches nothing else", () => {
        const { made, ...others } = byEffect(changesOf(`${name}-adding`));
        expect(made.filter((address) => !address.includes("invoices"))).toEqual([]);
        expect(made.map(typeOf).sort()).toEqual(ownTypes(id));
        expect(others).toEqual({ removed: [], changed: [] });
      });

      test("removing it removes what is its own, and touches nothing else", () => {
        const { removed, ...others } = byEffect(changesOf(`${name}-removing`));
        expect(removed.filter((address) => !address.includes("invoices"))).toEqual([]);
        expect(removed.map(typeOf).sort()).toEqual(ownTypes(id));
        expect(others).toEqual({ made: [], changed: [] });
      });
    });
  },
);

/** What a plan makes, removes and changes in place; what it only reads later is left out. */
function byEffect(changes: Readonly<Record<string, readonly string[]>>) {
  const addresses = (...actions: string[]) =>
    Object.keys(changes)
      .filter((address) => changes[address]?.join() === actions.join())
      .sort();
  const known = ["create", "delete", "update", "read"];
  expect(Object.values(changes).filter((actions) => !known.includes(actions.join()))).toEqual([]);
  return { made: addresses("create"), removed: addresses("delete"), changed: addresses("update") };
}

function typeOf(address: string): string {
  return address.slice(0, address.indexOf("."));
}

/** The types of one listener's own resources: its queue's declaration and, in a VPC, its wait are invocations. */
function ownTypes(id: (typeof optionIds)[number]): string[] {
  // Of the listener, and of what declares its queue.
  const functions = ["aws_cloudwatch_log_group", "aws_iam_role", "aws_iam_role_policy", "aws_lambda_function"];
  return [
    ...functions,
    ...functions,
    "aws_lambda_event_source_mapping",
    ...(id === "option-1-public-broker" ? [] : ["aws_lambda_invocation"]),
    "aws_lambda_invocation",
    "aws_secretsmanager_secret",
  ].sort();
}
