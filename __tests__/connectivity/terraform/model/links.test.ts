import { missingFact } from "../../../../connectivity/causes/missing-fact";
import { readModel } from "../../../../connectivity/terraform";
import type { Links, Target, Value } from "../../../../connectivity/terraform/model/model";
import { withRemedy } from "../../../../connectivity/wording/clauses";
import { block, change, existing, plan, references, state } from "../plan-json";

const text = (value: string): Value => ({ kind: "scalar", value });
const named = (targets: readonly Target[]) =>
  targets.map(({ instance, attribute }) => `${instance.address}.${attribute}`);
const shown = ({ certain, possible, outside, missing }: Links) => ({
  certain: named(certain),
  possible: named(possible),
  outside,
  missing: missing.map(withRemedy),
});
const NOTHING = { certain: [], possible: [], outside: [], missing: [] };

describe("literals", () => {
  const model = readModel([
    {
      name: "state.json",
      json: state([
        existing(
          { type: "aws_vpc", name: "main" },
          { id: "vpc-1", default_security_group_id: "sg-default", main_route_table_id: "rtb-main" },
        ),
        existing({ mode: "data", type: "aws_vpc", name: "same" }, { id: "vpc-1" }),
        existing(
          { mode: "data", type: "aws_vpc", name: "foreign" },
          { id: "vpc-2", main_route_table_id: "rtb-foreign" },
        ),
        existing({ type: "aws_default_security_group", name: "closed" }, { id: "sg-default" }),
        existing(
          { type: "aws_subnet", name: "a" },
          { id: "subnet-a", arn: "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-a" },
        ),
      ]),
    },
  ]);

  test.each([
    ["an id", "subnet-a", ["aws_subnet"], "aws_subnet.a.id"],
    ["an ARN", "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-a", ["aws_subnet"], "aws_subnet.a.arn"],
    ["a resource before a data source of the same id", "vpc-1", ["aws_vpc"], "aws_vpc.main.id"],
    ["a data source where there is nothing else", "vpc-2", ["aws_vpc"], "data.aws_vpc.foreign.id"],
    [
      "the main table of a VPC, which has no resource",
      "rtb-main",
      ["aws_route_table"],
      "aws_vpc.main.main_route_table_id",
    ],
    [
      "the resource that manages a default group",
      "sg-default",
      ["aws_security_group", "aws_default_security_group"],
      "aws_default_security_group.closed.id",
    ],
  ])("%s", (_, id, types, expected) => {
    expect(shown(model.links(text(id), types))).toEqual({ ...NOTHING, certain: [expected] });
  });

  test("an id of another type is outside", () => {
    expect(shown(model.links(text("subnet-a"), ["aws_vpc"]))).toEqual({ ...NOTHING, outside: ["subnet-a"] });
  });

  test("null and the empty text denote nothing", () => {
    expect(shown(model.links({ kind: "scalar", value: null }, ["aws_vpc"]))).toEqual(NOTHING);
    expect(shown(model.links(text(""), ["aws_vpc"]))).toEqual(NOTHING);
  });

  test("a sensitive literal is never repeated", () => {
    expect(shown(model.links({ kind: "scalar", value: "subnet-secret", sensitive: true }, ["aws_subnet"]))).toEqual({
      ...NOTHING,
      missing: ["a sensitive value names an object that is not in this state"],
    });
  });

  test("a list denotes what its members denote, and what it hides is missing", () => {
    const list: Value = {
      kind: "list",
      items: [text("subnet-a"), text("subnet-b")],
      open: missingFact("mentioned", { value: "var.more" }),
    };
    expect(shown(model.links(list, ["aws_subnet"]))).toEqual({
      certain: ["aws_subnet.a.id"],
      possible: [],
      outside: ["subnet-b"],
      missing: ["var.more is not shown"],
    });
  });
});

describe("ARNs of objects that are still to be made", () => {
  const model = readModel([
    {
      name: "plan.json",
      json: plan(
        [
          change({ type: "aws_iam_role", name: "r", after: { name: "listener" }, unknown: { arn: true, id: true } }),
          change({
            type: "aws_lambda_function",
            name: "f",
            after: { function_name: "listener" },
            unknown: { arn: true },
          }),
          change({
            type: "aws_secretsmanager_secret",
            name: "s",
            after: { name: "orders/broker" },
            unknown: { arn: true, id: true },
          }),
          change({
            type: "aws_iam_role",
            name: "old",
            actions: ["no-op"],
            after: { name: "old", arn: "arn:aws:iam::111111111111:role/old" },
          }),
          change({
            type: "aws_lambda_function",
            name: "one",
            index: 0,
            after: { function_name: "twice" },
            unknown: { arn: true },
          }),
          change({
            type: "aws_lambda_function",
            name: "one",
            index: 1,
            after: { function_name: "twice" },
            unknown: { arn: true },
          }),
        ],
        {
          resources: [
            block({ type: "aws_iam_role", name: "r" }, {}),
            block({ type: "aws_lambda_function", name: "f" }, {}),
            block({ type: "aws_lambda_function", name: "one" }, {}),
            block({ type: "aws_secretsmanager_secret", name: "s" }, {}),
          ],
        },
      ),
    },
  ]);

  test.each([
    ["aws_iam_role", "arn:aws:iam::123456789012:role/service/listener", "aws_iam_role.r.name"],
    [
      "aws_lambda_function",
      "arn:aws:lambda:eu-west-1:123456789012:function:listener",
      "aws_lambda_function.f.function_name",
    ],
    [
      "aws_lambda_function",
      "arn:aws:lambda:eu-west-1:123456789012:function:listener:live",
      "aws_lambda_function.f.function_name",
    ],
    ["aws_lambda_function", "123456789012:function:listener", "aws_lambda_function.f.function_name"],
    ["aws_lambda_function", "listener:live", "aws_lambda_function.f.function_name"],
    [
      "aws_secretsmanager_secret",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/broker-AbC123",
      "aws_secretsmanager_secret.s.name",
    ],
  ])("%s %s", (type, arn, expected) => {
    expect(shown(model.links(text(arn), [type]))).toEqual({ ...NOTHING, certain: [expected] });
  });

  test("a name in an ARN of another account is another object, once its own ARN is known", () => {
    const arn = "arn:aws:iam::222222222222:role/old";
    expect(shown(model.links(text(arn), ["aws_iam_role"]))).toEqual({ ...NOTHING, outside: [arn] });
  });

  test("a managed policy of AWS is nobody's", () => {
    const arn = "arn:aws:iam::aws:policy/listener";
    expect(shown(model.links(text(arn), ["aws_iam_policy"]))).toEqual({ ...NOTHING, outside: [arn] });
  });

  test("a name that two objects have is either of them", () => {
    expect(shown(model.links(text("twice"), ["aws_lambda_function"]))).toEqual({
      ...NOTHING,
      possible: ["aws_lambda_function.one[0].function_name", "aws_lambda_function.one[1].function_name"],
    });
  });
});

test("a pointer at objects of other types is missing what it is made from", () => {
  const model = readModel([
    {
      name: "plan.json",
      json: plan(
        [
          change({ type: "aws_vpc", name: "v", unknown: { id: true } }),
          change({ type: "example", name: "e", unknown: { subnet_id: true } }),
        ],
        {
          resources: [
            block({ type: "aws_vpc", name: "v" }, {}),
            block({ type: "example", name: "e" }, { subnet_id: references("aws_vpc.v.id", "aws_vpc.v") }),
          ],
        },
      ),
    },
  ]);
  const value = model.at("example.e")?.get("subnet_id");
  expect(value && shown(model.links(value, ["aws_subnet"]))).toEqual({
    ...NOTHING,
    missing: ["example.e.subnet_id is known after apply only: it is made from aws_vpc.v.id"],
  });
});
