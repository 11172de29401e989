import { parseExpression } from "../../../../connectivity/terraform/expressions/expression-parser";
import { parseBody } from "../../../../connectivity/terraform/hcl/body-parser";
import { isSame, saidByPlan, saidBySource } from "../../../../connectivity/terraform/plan/source-references";
import { references } from "../plan-json";

const written = (text: string) => saidBySource([parseExpression(text)]);

test.each([
  ["aws_subnet.a[0].id", ["aws_subnet.a[0].id", "aws_subnet.a[0]", "aws_subnet.a"]],
  ["aws_subnet.a[*].id", ["aws_subnet.a"]],
  ["[for s in aws_subnet.a : s.id if s.tags != null]", ["aws_subnet.a"]],
  ["[for s in local.all : [for t in s.more : t.id + var.x]]", ["local.all", "var.x"]],
  ["module.m[each.key].ids[count.index]", ["module.m", "each.key", "count.index"]],
  ["data.aws_region.here.name", ["data.aws_region.here.name", "data.aws_region.here"]],
  [`join("", [path.module, "\${each.value.zone}"])`, ["path.module", "each.value.zone", "each.value"]],
  ["{ aws = 1, (var.key) = terraform.workspace }", ["var.key", "terraform.workspace"]],
])("%s refers to what a plan says of it", (text, names) => {
  expect(isSame(saidByPlan(references(...names)), written(text))).toBe(true);
  expect(isSame(saidByPlan(references(...names, "local.other")), written(text))).toBe(false);
  expect(isSame(saidByPlan(references(...names.slice(0, -1), "local.other")), written(text))).toBe(false);
});

test.each([
  ["true", true, true],
  ["5671", 5671, true],
  ['"a"', "a", true],
  ['"a"', "b", false],
  ["5671", 443, false],
  // As a plan shows configuration in JSON syntax.
  ['"$$' + '{a}"', "$$" + "{a}", true],
])("%s is the literal %j: %s", (text, constant_value, expected) => {
  expect(isSame(saidByPlan({ constant_value }), written(text))).toBe(expected);
});

test("blocks are compared by what they refer to, and dynamic ones are in no plan", () => {
  const { blocks } = parseBody(
    'ingress {\n  cidr_blocks = [aws_vpc.v.cidr_block]\n  self = true\n}\ningress {\n  security_groups = local.groups\n}\ndynamic "ingress" {\n  for_each = var.more\n  content {}\n}\n',
  );
  const bodies = blocks.filter(({ type }) => type === "ingress").map(({ body }) => body);
  const planned = [
    { cidr_blocks: references("aws_vpc.v.cidr_block", "aws_vpc.v"), self: { constant_value: true } },
    { security_groups: references("local.groups") },
  ];
  expect(isSame(saidByPlan(planned), saidBySource([], bodies))).toBe(true);
  expect(isSame(saidByPlan(planned.slice(1)), saidBySource([], bodies))).toBe(false);
});
