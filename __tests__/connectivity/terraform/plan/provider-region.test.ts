import { readModel } from "../../../../connectivity/terraform";

function plan(region: unknown, variables: unknown = {}, key = "aws") {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    variables,
    resource_changes: [
      {
        address: "aws_mq_broker.orders",
        mode: "managed",
        type: "aws_mq_broker",
        name: "orders",
        change: { actions: ["create"], after: { broker_name: "orders" }, after_unknown: { arn: true } },
      },
    ],
    configuration: {
      provider_config: {
        aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } },
        "aws.other": { name: "aws", alias: "other", expressions: region === undefined ? {} : { region } },
      },
      root_module: {
        resources: [
          {
            address: "aws_mq_broker.orders",
            mode: "managed",
            type: "aws_mq_broker",
            name: "orders",
            provider_config_key: key,
            expressions: { broker_name: { constant_value: "orders" } },
          },
        ],
      },
    },
  };
}

function regionOf(json: unknown) {
  const model = readModel([{ name: "plan.json", json }]);
  return model.at("aws_mq_broker.orders")?.get("region");
}

test("a resource is in the Region of its provider", () => {
  expect(regionOf(plan(undefined))).toEqual({ kind: "scalar", value: "eu-west-1" });
  const other = plan({ constant_value: "us-east-1" }, {}, "aws.other");
  expect(regionOf(other)).toEqual({ kind: "scalar", value: "us-east-1" });
});

test("a root variable gives the Region", () => {
  const json = plan({ references: ["var.region"] }, { region: { value: "ap-southeast-2" } }, "aws.other");
  expect(regionOf(json)).toEqual({ kind: "scalar", value: "ap-southeast-2" });
});

test.each([
  ["the environment gives it", undefined],
  ["a local value gives it", { references: ["local.region"] }],
  ["a variable without value gives it", { references: ["var.nowhere"] }],
  ["it is not an expression", ["eu-west-1"]],
])("the Region is not known when %s", (_, region) => {
  expect(regionOf(plan(region, {}, "aws.other"))).toEqual({ kind: "scalar", value: null });
});
