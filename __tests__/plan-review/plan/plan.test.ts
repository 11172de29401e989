import { isPlan, readPlan } from "../../../plan-review/plan/plan";
import { changeOf, planOf } from "../plans";

const drifted = (address: string) =>
  changeOf({ address, actions: ["update"], before: { a: 1, b: 1 }, after: { a: 2, b: 1 } });

test.each<[string, readonly object[], boolean]>([
  ["an attribute that has changed", [{ resource: "test_thing.x[0]", attribute: ["a"] }], true],
  ["a value in it", [{ resource: "test_thing.x[0]", attribute: ["a", 0, "id"] }], true],
  ["all of its instances", [{ resource: "test_thing.x", attribute: ["a"] }], true],
  ["the resource as a whole", [{ resource: "test_thing.x[0]", attribute: [] }], true],
  ["another attribute", [{ resource: "test_thing.x[0]", attribute: ["b"] }], false],
  ["another resource", [{ resource: "test_thing.y", attribute: ["a"] }], false],
  ["nothing", [], false],
])("a plan that rests on %s of what was changed by hand", (_, relevant_attributes, relevant) => {
  const { drift } = readPlan(planOf([], { resource_drift: [drifted("test_thing.x[0]")], relevant_attributes }));
  expect(drift.map((each) => each.relevant)).toEqual([relevant]);
});

test.each<[string, unknown, boolean]>([
  ["of today", planOf([]), true],
  ["of a later minor version", planOf([], { format_version: "1.9" }), true],
  ["of the next major version", planOf([], { format_version: "2.0" }), false],
  ["that is a state", { format_version: "1.0", values: {} }, false],
  ["that is no object", [], false],
  ["that is nothing", undefined, false],
])("JSON %s", (_, json, expected) => {
  expect(isPlan(json)).toBe(expected);
});

test("what is not said is not known, and what is damaged is nothing", () => {
  const odd = {
    applyable: "yes",
    complete: null,
    resource_changes: {},
    resource_drift: 5,
    output_changes: [],
    checks: [null],
    deferred_changes: [{}],
  };
  expect(readPlan(odd)).toMatchObject({
    applyable: null,
    complete: null,
    errored: null,
    changes: [],
    drift: [],
    outputs: [],
    conditions: [],
    deferred: [],
  });
});

test("names of attributes may be any, such as those of JavaScript's own objects", () => {
  const [change] = readPlan(
    planOf([
      {
        address: "test_thing.x",
        actions: ["update"],
        before: JSON.parse('{"__proto__": 1, "constructor": 1}'),
        after: JSON.parse('{"__proto__": 2, "constructor": 1}'),
      },
    ]),
  ).changes;
  expect(change?.changed.map(({ name }) => name)).toEqual(["__proto__"]);
});

test.each<[string, unknown, unknown, boolean]>([
  ["nothing and null", undefined, null, true],
  ["equal lists", [1, { a: [] }], [1, { a: [] }], true],
  ["lists in another order", [1, 2], [2, 1], false],
  ["a list and an object", [], {}, false],
  ["objects with other fields", { a: 1 }, { b: 1 }, false],
  ["a number and a text", 1, "1", false],
])("%s: the same or not", (_, before, after, same) => {
  const [change] = readPlan(
    planOf([{ address: "test_thing.x", actions: ["update"], before: { a: before }, after: { a: after } }]),
  ).changes;
  expect(change?.sets("a")).toBe(!same);
});
