import { brokerAtStake, type PlanJson } from "../../deploy/broker-at-stake";

const before = { broker_name: "mqesm-dev-option-4-isolated", id: "b-1" };
const queues =
  "every queue goes with it, and every message that lies in one, those of orders and orders.dead-letter first of all. " +
  "Clients lose their endpoint.";

function planWith(actions: string[], more: { type?: string; replace_paths?: string[][] } = {}): PlanJson {
  const { type = "aws_mq_broker", ...change } = more;
  return { resource_changes: [{ type, change: { actions, before, ...change } }] };
}

test.each([[["no-op"]], [["update"]], [["create"]]])("nothing is lost where the broker has %j", (actions) => {
  expect(brokerAtStake(planWith(actions), "orders", false)).toBeUndefined();
});

test("another resource may go", () => {
  expect(brokerAtStake(planWith(["delete"], { type: "aws_subnet" }), "orders", false)).toBeUndefined();
});

test.each([[["delete", "create"]], [["create", "delete"]]])("a replacement: %j", (actions) => {
  const replace_paths = [["deployment_mode"], ["subnet_ids"]];
  expect(brokerAtStake(planWith(actions, { replace_paths }), "orders", false)).toEqual({
    name: before.broker_name,
    explanation: `This plan replaces the broker ${before.broker_name} (b-1), for another deployment_mode, subnet_ids: ${queues}`,
  });
});

test("a broker that the stack no longer has", () => {
  expect(brokerAtStake(planWith(["delete"]), "orders", false)).toEqual({
    name: before.broker_name,
    explanation: `This plan destroys the broker ${before.broker_name} (b-1): ${queues}`,
  });
});

test("destroying is what destroying is for", () => {
  expect(brokerAtStake(planWith(["delete"]), "orders", true)).toBeUndefined();
});

test.each([true, false])("a broker that AWS does not show, destroying or not: %s", (destroying) => {
  const plan = { resource_drift: [{ type: "aws_mq_broker", change: { actions: ["delete"], before } }] };
  expect(brokerAtStake(plan, "orders", destroying)).toEqual({
    name: before.broker_name,
    explanation:
      `The state holds the broker ${before.broker_name} (b-1), and AWS does not show it with these credentials. If it still runs, in another account, ` +
      "going on forgets it: it runs and costs on, with its messages, and nothing here knows of it. Check whose credentials these are " +
      "(aws sts get-caller-identity).",
  });
});
