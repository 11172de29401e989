import { check, UnusableInputError } from "../../../connectivity";

function nested(levels: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

/** A synthesized mapping on a broker, whose subnets may be anything. */
function configurationWith(subnetIds: unknown): object {
  return {
    resource: {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
      aws_lambda_event_source_mapping: { this: { event_source_arn: "${aws_mq_broker.this.arn}" } },
      aws_mq_broker: { this: { engine_type: "RabbitMQ", subnet_ids: subnetIds } },
    },
  };
}

test("an input that is nested deeper than any that Terraform writes is named, and the others are not", () => {
  const inputs = [
    { name: "sound.json", json: configurationWith(["subnet-0123"]) },
    { name: "deep.json", json: configurationWith(nested(100_000)) },
  ];
  expect(() => check(inputs)).toThrow(UnusableInputError);
  expect(() => check(inputs)).toThrow(
    /^deep\.json: JSON nested more than 500 levels deep; expected the JSON of terraform show -json$/,
  );
});

test("deep nesting that nothing has to follow does no harm", () => {
  const json = { ...configurationWith(["subnet-0123"]), output: nested(100_000) };
  expect(check([{ name: "cdk.tf.json", json }]).mappings).toHaveLength(1);
});
