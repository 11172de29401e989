import { readModel } from "../../../connectivity/terraform";
import { block, change, plan, references } from "./plan-json";
import { show } from "./show";

const X = { type: "aws_x", name: "y" } as const;
const WIDTH = 30;

function firstValue(json: unknown): string {
  const value = readModel([{ name: "input.json", json }]).instances[0]?.get("a");
  return value === undefined ? "no instance" : show(value);
}

// Followed one by one, each of these would take 2 to the power of its chain's length.
describe("references that multiply with every link", () => {
  test("outputs that each name two others, round and round", () => {
    const output = (index: number) => `module.m.o${index % WIDTH}`;
    const outputs = Object.fromEntries(
      Array.from({ length: WIDTH }, (_, index) => [
        `o${index}`,
        { expression: references("var.v", output(index + 1), output(index + 7), "module.m") },
      ]),
    );
    const expressions = { v: references("module.m.o1", "module.m.o2", "module.m") };
    const json = plan([change({ ...X, unknown: { a: true } }), change({ ...X, module: "module.m" })], {
      resources: [block(X, { a: references("module.m.o0", "module.m") })],
      module_calls: { m: { expressions, module: { variables: { v: {} }, outputs, resources: [block(X, {})] } } },
    });
    expect(firstValue(json)).toMatch(/^\? aws_x\.y\.a /);
  });

  test("a for_each that names its own value, in resources that are alike", () => {
    const changes = ["a", "b"].map((index) => change({ ...X, index, unknown: { a: true } }));
    const forEach = { for_each_expression: references("each.value", "aws_x.y") };
    const json = plan(changes, { resources: [block(X, { a: references("each.value") }, forEach)] });
    expect(firstValue(json)).toMatch(/^\? aws_x\.y\["a"\]\.a /);
  });
});
