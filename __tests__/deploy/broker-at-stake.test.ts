import { brokerAtStake, type PlanJson } from "../../deploy/broker-at-stake";
import type { State } from "../../deploy/state";

const before = { broker_name: "mqesm-dev-option-4-isolated", id: "b-1" };
/** What `terraform state pull` prints of it. */
const state: State = {
  serial: 1,
  resources: [{ mode: "managed", type: "aws_mq_broker", instances: [{ attributes: before }] }],
};
/** What AWS shows of it while planning. */
const prior_state = { values: { root_module: { resources: [{ type: "aws_mq_broker", values: before }] } } };

const queues =
  "every queue goes with it, and every message that lies in one, those of orders and orders.dead-letter first of all. " +
  "Clients lose their endpoint.";

function planWith(actions: string[], more: { type?: string; replace_paths?: string[][] } = {}): PlanJson {
  const { type = "aws_mq_broker", ...change } = more;
  return { prior_state, resource_changes: [{ type, change: { actions, before, ...change } }] };
}

test.each([[["no-op"]], [["update"]], [["create"]]])("nothing is lost where the broker has %j", (actions) => {
  expect(brokerAtStake(planWith(actions), state, "orders", false)).toBeUndefined();
});

test("another resource may go", () => {
  expect(brokerAtStake(planWith(["delete"], { type: "aws_subnet" }), state, "orders", false)).toBeUndefined();
});

test.each([[["delete", "create"]], [["create", "delete"]]])("a replacement: %j", (actions) => {
  const replace_paths = [["deployment_mode"], ["subnet_ids"]];
  expect(brokerAtStake(planWith(actions, { replace_paths }), state, "orders", false)).toEqual({
    name: before.broker_name,
    explanation: `This plan replaces the broker ${before.broker_name} (b-1), for another deployment_mode, subnet_ids: ${queues}`,
  });
});

test("a broker that the stack no longer has", () => {
  expect(brokerAtStake(planWith(["delete"]), state, "orders", false)).toEqual({
    name: before.broker_name,
    explanation: `This plan destroys the broker ${before.broker_name} (b-1): ${queues}`,
  });
});

test("destroying is what destroying is for", () => {
  expect(brokerAtStake(planWith(["delete"]), state, "orders", true)).toBeUndefined();
});

test.each([true, false])("a broker that AWS does not show, destroying or not: %s", (destroying) => {
  const plan = { prior_state: { values: { root_module: { resources: [] } } } };
  expect(brokerAtStake(plan, state, "orders", destroying)).toEqual({
    name: before.broker_name,
    explanation:
      `The state holds the broker ${before.broker_name} (b-1), and AWS does not show it with these credentials. If it still runs, in another account, ` +
      "going on forgets it: it runs and costs on, with its messages, and nothing here knows of it. Check whose credentials these are " +
      "(aws sts get-caller-identity).",
  });
});

test("what a plan does not show of the state is no proof that it is gone", () => {
  expect(brokerAtStake({ resource_changes: [] }, state, "orders", true)).toBeUndefined();
});

test("a new deployment has no broker to lose", () => {
  expect(brokerAtStake({ resource_changes: [] }, { serial: 0, resources: [] }, "orders", false)).toBeUndefined();
});
