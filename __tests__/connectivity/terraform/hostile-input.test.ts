// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are Terraform's.
import { readModel } from "../../../connectivity/terraform";
import type { Model } from "../../../connectivity/terraform/model/model";
import { block, change, plan, references } from "./plan-json";
import { show } from "./show";

type Json = Readonly<Record<string, unknown>>;

const read = (json: unknown): Model => readModel([{ name: "input.json", json }]);

/** What `a` of the first instance comes to, its dependencies asked for as well. */
function firstOf(json: unknown): string {
  const [first] = read(json).instances;
  if (first === undefined) return "no instance";
  first.dependencies();
  const value = first.get("a");
  return value.kind === "list" || value.kind === "block" ? value.kind : show(value);
}

const X = { type: "aws_x", name: "y" } as const;
const nest = <T>(start: T, depth: number, wrap: (inner: T) => T): T => {
  let value = start;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
};
const configuration = (a: unknown, more: Json = {}): Json => ({ resource: { aws_x: { y: { a } } }, ...more });
const locals = (length: number, value: (index: number) => unknown): Json => ({
  locals: Object.fromEntries(Array.from({ length }, (_, index) => [`l${index}`, value(index)])),
});

describe("names that JavaScript gives a meaning", () => {
  const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty"];

  test.each(NAMES)("a resource in a plan is named %s", (name) => {
    const json = plan(
      [change({ type: "aws_vpc", name, unknown: { id: true } }), change({ ...X, unknown: { a: true } })],
      {
        resources: [
          block({ type: "aws_vpc", name }, {}),
          block(X, { a: references(`aws_vpc.${name}.id`, `aws_vpc.${name}`) }),
        ],
      },
    );
    const value = read(json).at("aws_x.y")?.get("a");
    expect(value && show(value)).toBe(`one(aws_vpc.${name}.id)`);
  });

  test.each(NAMES)("an attribute, an output, a variable and a module are named %s", (name) => {
    const json = JSON.parse(
      `{"format_version": "1.2", "resource_changes": [{"address": "aws_x.y", "type": "aws_x", "name": "y",
        "change": {"actions": ["create"], "after": {}, "after_unknown": {"${name}": true}}}],
        "configuration": {"root_module": {
          "resources": [{"address": "aws_x.y", "expressions": {"${name}": {"references": ["module.${name}.${name}"]}}}],
          "module_calls": {"${name}": {"module": {"outputs": {"${name}": {"expression": {"references": ["var.${name}"]}}}}}}}}}`,
    );
    const value = read(json).at("aws_x.y")?.get(name);
    expect(value && show(value)).toBe(
      `? module.${name}.var.${name}, which aws_x.y.${name} names, is not in input.json`,
    );
  });

  test.each(NAMES)("what is not there under the name %s is not there", (name) => {
    const [instance] = read(configuration(1)).instances;
    expect(instance && show(instance.get(name))).toBe("null");
    expect(firstOf(configuration(`\${aws_x.${name}.id}`))).toBe(`? aws_x.${name} is not in this configuration`);
    expect(firstOf(configuration(`\${local.${name}}`))).toBe(`? local.${name} is not in this configuration`);
  });
});

describe("cycles", () => {
  test("of attributes", () => {
    const Z = { type: "aws_x", name: "z" } as const;
    const json = plan([change({ ...X, unknown: { a: true } }), change({ ...Z, unknown: { a: true } })], {
      resources: [
        block(X, { a: references("aws_x.z.a", "aws_x.z") }),
        block(Z, { a: references("aws_x.y.a", "aws_x.y") }),
      ],
    });
    expect(firstOf(json)).toBe("? aws_x.y.a refers to itself");
  });

  test("of variables and outputs", () => {
    const json = plan([change({ ...X, module: "module.m", unknown: { a: true } })], {
      module_calls: {
        m: {
          expressions: { v: references("module.m.o", "module.m") },
          module: {
            variables: { v: {} },
            outputs: { o: { expression: references("var.v") } },
            resources: [block(X, { a: references("var.v") })],
          },
        },
      },
    });
    expect(firstOf(json)).toBe("? module.m.aws_x.y.a comes from too long a chain of references");
  });

  test("of counts", () => {
    const json = {
      resource: { aws_x: { y: { count: "${length(aws_x.z)}" }, z: { count: "${length(aws_x.y)}" } } },
    };
    expect(read(json).instances.map(({ address }) => address)).toEqual(["aws_x.y[*]", "aws_x.z[*]"]);
  });
});

describe("depth", () => {
  test("a chain of resources", () => {
    const names = Array.from({ length: 5_000 }, (_, index) => index);
    const json = plan(
      names.map((index) => change({ type: "aws_x", name: `n${index}`, unknown: { a: true } })),
      {
        resources: names.map((index) =>
          block(
            { type: "aws_x", name: `n${index}` },
            { a: references(`aws_x.n${index + 1}.a`, `aws_x.n${index + 1}`) },
          ),
        ),
      },
    );
    expect(firstOf(json)).toBe("? aws_x.n100.a comes from too long a chain of references");
  });

  test("modules in modules", () => {
    const root = nest<Json>(
      { outputs: { o: { expression: references("aws_x.y.id", "aws_x.y") } } },
      3_000,
      (module) => ({
        outputs: { o: { expression: references("module.m.o", "module.m") } },
        module_calls: { m: { module } },
      }),
    );
    const json = plan([change({ ...X, unknown: { a: true } })], {
      ...root,
      resources: [block(X, { a: references("module.m.o", "module.m") })],
    });
    expect(firstOf(json)).toBe("? aws_x.y.a comes from too long a chain of references");
  });

  test("values in values", () => {
    const json = plan(
      [
        change({
          ...X,
          after: { a: nest<unknown>(1, 20_000, (inner) => [{ inner }]) },
          unknown: { a: nest<unknown>(true, 20_000, (inner) => [{ inner }]) },
        }),
      ],
      { resources: [block(X, { a: nest<unknown>(references("var.x"), 20_000, (inner) => [{ inner }]) })] },
    );
    expect(firstOf(json)).toBe("list");
  });

  const NOT_UNDERSTOOD = "? the expression of aws_x.y.a is not understood: check the plan";
  test.each<[string, Json, string]>([
    ["parentheses", configuration(`\${${"(".repeat(30_000)}${")".repeat(30_000)}}`), NOT_UNDERSTOOD],
    ["a chain of attributes", configuration(`\${aws_x.y${".a".repeat(30_000)}}`), NOT_UNDERSTOOD],
    ["operators", configuration(`\${1${" + 1".repeat(20_000)}}`), NOT_UNDERSTOOD],
    ["negations", configuration(`\${${"!".repeat(50_000)}true}`), NOT_UNDERSTOOD],
    ["templates in templates", configuration(`${'${"'.repeat(20_000)}`), NOT_UNDERSTOOD],
    [
      "local values",
      configuration(
        "${local.l0}",
        locals(5_000, (index) => `\${local.l${index + 1}}`),
      ),
      "? an expression refers to too long a chain of others",
    ],
    ["objects", configuration(nest<unknown>("${var.x}", 20_000, (a) => ({ a }))), "list"],
  ])("of a configuration: %s", (_, json, expected) => {
    expect(firstOf(json)).toBe(expected);
  });
});

describe("size", () => {
  test("one expression with more references than can be told apart", () => {
    const json = plan([change({ ...X, unknown: { a: true } })], {
      resources: [block(X, { a: { references: Array.from({ length: 50_000 }, (_, index) => `aws_x.n${index}.id`) } })],
    });
    expect(firstOf(json)).toBe("? aws_x.y.a names too many objects to tell them apart");
  });

  test("blocks that all look alike", () => {
    const blocks = <T>(value: T) => Array.from({ length: 2_000 }, () => value);
    const json = plan([change({ ...X, after: { a: blocks({ n: 1 }) }, unknown: { a: blocks({ id: true }) } })], {
      resources: [block(X, { a: blocks({ n: { constant_value: 1 }, id: references("aws_x.y.id") }) })],
    });
    expect(firstOf(json)).toBe("list");
  });

  const doubled = (index: number) => `local.l${index + 1}`;
  test.each<[string, Json, string]>([
    [
      "texts",
      locals(60, (index) => (index === 59 ? "xxxxxxxx" : `\${${doubled(index)}}\${${doubled(index)}}`)),
      "? a text is too long to be followed",
    ],
    [
      "lists",
      locals(60, (index) => (index === 59 ? ["x"] : `\${concat(${doubled(index)}, ${doubled(index)})}`)),
      "? a value is too large to be followed",
    ],
  ])("%s that double at every step", (_, more, expected) => {
    expect(firstOf(configuration("${local.l0}", more))).toBe(expected);
  });

  test("loops in loops", () => {
    const loops = "${[for a in range(9000): [for b in range(9000): [for c in range(9000): c]]]}";
    expect(firstOf(configuration(loops))).toBe("list");
  });
});

test("entries of the wrong type are unknown or nothing, never a crash", () => {
  const json = plan(
    [change({ ...X, after: { a: [1] }, unknown: { a: [true, { b: true }], b: { c: [true] } }, sensitive: 7 })],
    {
      resources: [
        null,
        3,
        block(X, { a: [[references("var.x")]], b: { references: [null, 3, "", "a[", 'b["', "..", "each.value"] } }),
      ],
      variables: 3,
      module_calls: [[]],
      outputs: null,
    },
    { variables: { x: 3 }, prior_state: { values: [] } },
  );
  const [instance] = read(json).instances;
  expect(instance && show(instance.get("a"))).toBe("[? aws_x.y.a is known after apply only]");
  expect(instance && show(instance.get("b"))).toBe("{c: ? aws_x.y.b.c is known after apply only}");
});
