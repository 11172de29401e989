import { check, UnusableInputError } from "../../../connectivity";

function nested(levels: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

/** A plan with one mapping, whose role's policy may be anything. */
function planWith(statement: unknown): unknown {
  const change = (type: string, after: object) => ({
    address: `${type}.this`,
    mode: "managed",
    type,
    name: "this",
    change: { actions: statement, before: null, after, after_unknown: {} },
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: [
      change("aws_lambda_event_source_mapping", { event_source_arn: "arn:aws:mq:eu-west-1:1:broker:b:b-1" }),
    ],
    configuration: { root_module: {} },
  };
}

test("an input that is nested deeper than any that Terraform writes is named, and the others are not", () => {
  const inputs = [
    { name: "sound.json", json: planWith(["create"]) },
    { name: "deep.json", json: planWith(nested(100_000)) },
  ];
  expect(() => check(inputs)).toThrow(UnusableInputError);
  expect(() => check(inputs)).toThrow(
    /^deep\.json: JSON nested more than 500 levels deep; expected the JSON of terraform show -json$/,
  );
});

test("deep nesting that nothing has to follow does no harm", () => {
  const json = { ...(planWith(["create"]) as object), checks: nested(100_000) };
  expect(check([{ name: "plan.json", json }]).mappings).toHaveLength(1);
});
