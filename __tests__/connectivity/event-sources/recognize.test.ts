import { polledBy } from "../../../connectivity/event-sources/recognize";
import { readModel } from "../../../connectivity/terraform";
import { instanceAt } from "../aws/iam/plan-builder";
import { type Changes, MAPPING as STACK_MAPPING, stackModel } from "../rules/stack";
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
  const polled = polledBy(found, model);
  if (polled.kind === "judged") return [...new Set(polled.candidates.map(({ instance }) => instance.address))].join();
  return polled.kind === "named" ? polled.source.kind : polled.kind;
}

describe("which of several sources a mapping is on", () => {
  test.each([
    ["queues", { queues: ["orders"] }, "aws_mq_broker.s"],
    ["topics", { topics: ["orders"] }, "msk"],
    ["neither", {}, "none"],
  ])("%s tell", (_, after, expected) => {
    expect(sourceOf(after)).toBe(expected);
  });

  test("a broker that is the only candidate is meant, queues or not", () => {
    expect(sourceOf({}, ["aws_mq_broker"])).toBe("aws_mq_broker.s");
  });
});

describe("which kind of event source it is", () => {
  const BROKER = "aws_mq_broker.orders";
  const ARN = "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1";
  const host = { source_access_configuration: [{ type: "VIRTUAL_HOST", uri: "/" }] };

  /** The kinds that the stack's mapping may be on, by their titles. */
  function kindsOf(changes: Changes): readonly string[] {
    const model = stackModel(changes);
    const polled = polledBy(instanceAt(model, STACK_MAPPING), model);
    if (polled.kind === "judged") return polled.candidates.map(({ source }) => source.title);
    return polled.kind === "missing" ? polled.sources.map(({ title }) => title) : [polled.kind];
  }

  test.each([
    ["RabbitMQ", ["Amazon MQ for RabbitMQ"]],
    ["RABBITMQ", ["Amazon MQ for RabbitMQ"]],
    ["ActiveMQ", ["Amazon MQ for ActiveMQ"]],
    ["activemq", ["Amazon MQ for ActiveMQ"]],
    [undefined, ["Amazon MQ for RabbitMQ", "Amazon MQ for ActiveMQ"]],
    ["Another", ["Amazon MQ for RabbitMQ", "Amazon MQ for ActiveMQ"]],
  ])("engine_type %s", (engine_type, expected) => {
    expect(kindsOf({ [BROKER]: { engine_type } })).toEqual(expected);
  });

  test("a virtual host is RabbitMQ's, unless the broker says that it is on ActiveMQ", () => {
    expect(kindsOf({ [BROKER]: { engine_type: undefined }, [STACK_MAPPING]: host })).toEqual([
      "Amazon MQ for RabbitMQ",
    ]);
    expect(kindsOf({ [BROKER]: { engine_type: "ActiveMQ" }, [STACK_MAPPING]: host })).toEqual([
      "Amazon MQ for ActiveMQ",
    ]);
  });

  test("an ARN does not tell the engine, and a virtual host does", () => {
    const elsewhere = { event_source_arn: ARN };
    expect(kindsOf({ [BROKER]: null, [STACK_MAPPING]: elsewhere })).toEqual([
      "Amazon MQ for RabbitMQ",
      "Amazon MQ for ActiveMQ",
    ]);
    expect(kindsOf({ [BROKER]: null, [STACK_MAPPING]: { ...elsewhere, ...host } })).toEqual(["Amazon MQ for RabbitMQ"]);
  });
});
