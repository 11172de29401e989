import { waitsFor } from "../../../../connectivity/rules/mapping/depends-on";
import type { Instance } from "../../../../connectivity/terraform/model/model";
import { waitFor } from "../../../../connectivity/wording/rules/mapping";

const instance = (module: string, name: string) =>
  ({ module, address: module === "" ? name : `${module}.${name}` }) as Instance;

const MAPPING = "aws_lambda_event_source_mapping.orders";

test.each([
  ["", [["", "aws_route.nat"]], "aws_route.nat to the mapping's depends_on"],
  [
    "",
    [
      ["", "aws_vpc_endpoint.this[0]"],
      ["", 'aws_vpc_endpoint.this["a].b"]'],
    ],
    "aws_vpc_endpoint.this to the mapping's depends_on",
  ],
  ["", [["module.network", "aws_route.nat"]], "module.network to the mapping's depends_on"],
  ["", [['module.network["a"].module.nat[0]', "aws_route.nat"]], "module.network to the mapping's depends_on"],
  ["module.queue", [["module.queue", "aws_route.nat"]], "aws_route.nat to the mapping's depends_on"],
  ["module.queue[0]", [["module.queue[0].module.nat", "aws_route.nat"]], "module.nat to the mapping's depends_on"],
  ["module.queue", [["", "aws_route.nat"]], "aws_route.nat to module.queue's depends_on"],
  ["module.a.module.b", [["module.a.module.c", "aws_route.nat"]], "module.c to module.a.module.b's depends_on"],
  [
    "module.queue",
    [
      ["module.queue", "aws_route.nat"],
      ["module.network", "aws_vpc_endpoint.sts"],
      ["module.network", "aws_vpc_endpoint.lambda"],
    ],
    "aws_route.nat to the mapping's depends_on, and module.network to module.queue's depends_on",
  ],
])("a mapping in the module %j waits for %j", (module, needed, remedy) => {
  const others = needed.map(([where = "", name = ""]) => instance(where, name));
  expect(waitFor(waitsFor(instance(module, MAPPING), others), "the mapping")).toBe(`Add ${remedy}.`);
});
