import { eventSourceOf } from "../../../connectivity/mapping/event-sources";
import { readModel } from "../../../connectivity/terraform";
import { block, change, plan, references } from "../terraform/plan-json";

const MAPPING = { type: "aws_lambda_event_source_mapping", name: "this", module: "module.listener" } as const;
const SOURCES = ["aws_sqs_queue", "aws_dynamodb_table", "aws_msk_cluster", "aws_mq_broker"];

/** One module makes all of a function's mappings from a map that it is handed; the plan does not show which is which. */
function sourceOf(after: Record<string, unknown>, sources = SOURCES): string {
  const mapping = { ...MAPPING, index: "one", after, unknown: { event_source_arn: true } };
  const named = references(...sources.map((type) => `${type}.s.arn`));
  const module = {
    variables: { mappings: {} },
    resources: [
      block(
        MAPPING,
        { event_source_arn: references("each.value.event_source_arn", "each.value") },
        { for_each_expression: references("var.mappings", "local.create") },
      ),
    ],
  };
  const json = plan([change(mapping), ...sources.map((type) => change({ type, name: "s", unknown: { arn: true } }))], {
    resources: sources.map((type) => block({ type, name: "s" }, {})),
    module_calls: { listener: { expressions: { mappings: named }, module } },
  });
  const model = readModel([{ name: "plan.json", json }]);
  const [found] = model.ofType(MAPPING.type);
  if (found === undefined) return "no mapping";
  const source = eventSourceOf(found, model);
  if (source.kind === "brokers") return source.brokers.map(({ address }) => address).join();
  return source.kind === "other" ? source.source.title : source.kind;
}

describe("which of several sources a mapping is on", () => {
  test.each([
    ["queues", { queues: ["orders"] }, "aws_mq_broker.s"],
    ["topics", { topics: ["orders"] }, "Amazon MSK"],
    ["neither", {}, "none"],
  ])("%s tell", (_, after, expected) => {
    expect(sourceOf(after)).toBe(expected);
  });

  test("a broker that is the only candidate is meant, queues or not", () => {
    expect(sourceOf({}, ["aws_mq_broker"])).toBe("aws_mq_broker.s");
  });
});
