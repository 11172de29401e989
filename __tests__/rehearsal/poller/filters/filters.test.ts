import { readFilters } from "../../../../rehearsal/poller/filters/filters";

/** Whether a body passes a mapping with one filter. */
function passes(pattern: object, body: string | Buffer): boolean {
  const { filter, violations } = readFilters([JSON.stringify(pattern)]);
  expect(violations).toEqual([]);
  return filter(Buffer.from(body as string));
}

/** Whether a field's value keeps a list of rules. */
const holds = (rules: unknown[], field: string) => passes({ data: { field: rules } }, `{"field":${field}}`);

describe("operators, as AWS lists them", () => {
  test.each([
    ["null", [null], "null", true],
    ["null", [null], '""', false],
    ["empty", [""], '""', true],
    ["empty", [""], '" "', false],
    ["equals", ["Alice"], '"Alice"', true],
    ["equals", ["Alice"], '"alice"', false],
    ["equals, of true", [true], "true", true],
    ["equals, of true", [true], '"true"', false],
    ["equals, ignoring case", [{ "equals-ignore-case": "ALICE" }], '"alicE"', true],
    ["equals, ignoring case", [{ "equals-ignore-case": "alice" }], '"alic"', false],
    ["or", ["Credit", "Debit"], '"Debit"', true],
    ["or", ["Credit", "Debit"], '"Cash"', false],
    ["not", [{ "anything-but": ["Raining"] }], '"Sunny"', true],
    ["not", [{ "anything-but": ["Raining"] }], '"Raining"', false],
    ["not", [{ "anything-but": "Raining" }], "1", true],
    ["not, of numbers", [{ "anything-but": [1, 2] }], "2", false],
    ["numeric, equals", [{ numeric: ["=", 100] }], "1e2", true],
    ["numeric, equals", [{ numeric: ["=", 100] }], '"100"', false],
    ["numeric, a range's excluded end", [{ numeric: [">", 10, "<=", 20] }], "10", false],
    ["numeric, a range", [{ numeric: [">", 10, "<=", 20] }], "10.5", true],
    ["numeric, a range's included end", [{ numeric: [">", 10, "<=", 20] }], "20", true],
    ["numeric, at least", [{ numeric: [">=", -1] }], "-1", true],
    ["numeric, less", [{ numeric: ["<", 0] }], "0", false],
    ["exists", [{ exists: true }], "null", true],
    ["exists", [{ exists: false }], "0", false],
    ["begins with", [{ prefix: "us-" }], '"us-east-1"', true],
    ["begins with", [{ prefix: "us-" }], '"eu-us-1"', false],
    ["ends with", [{ suffix: ".png" }], '"a.png"', true],
    ["ends with", [{ suffix: ".png" }], '"a.png "', false],
  ])("%s: %j on %s is %s", (_, rules, field, expected) => {
    expect(holds(rules, field)).toBe(expected);
  });

  test.each([
    ["300", true],
    ["300.0", false],
    ["3.0e2", false],
    ['"300"', false],
  ])("numbers are equal as they are spelled: 300 and %s: %s", (spelled, expected) => {
    expect(holds([300], spelled)).toBe(expected);
  });

  test("all names must match", () => {
    const pattern = { data: { location: ["New York"], day: ["Monday"] } };
    expect(passes(pattern, '{"location":"New York","day":"Monday","more":1}')).toBe(true);
    expect(passes(pattern, '{"location":"New York"}')).toBe(false);
  });

  test("or over several names", () => {
    const pattern = { data: { $or: [{ location: ["New York"] }, { day: ["Monday"] }], open: [true] } };
    expect(passes(pattern, '{"day":"Monday","open":true}')).toBe(true);
    expect(passes(pattern, '{"day":"Monday","open":false}')).toBe(false);
    expect(passes(pattern, '{"day":"Sunday","open":true}')).toBe(false);
  });

  test("what does not exist: a name that is missing, or one that is no leaf", () => {
    const pattern = { data: { order: { id: [{ exists: false }] } } };
    expect(["{}", '{"order":1}', '{"order":{"id":{"no":1}}}'].map((body) => passes(pattern, body))).toEqual([
      true,
      true,
      true,
    ]);
    expect(passes(pattern, '{"order":{"id":1}}')).toBe(false);
  });

  test("of a list, one element must match, and all of a pattern in the same element", () => {
    expect(passes({ data: { tags: ["red"] } }, '{"tags":["blue",["red"]]}')).toBe(true);
    const item = { data: { items: { name: ["a"], count: [1] } } };
    expect(passes(item, '{"items":[{"name":"a","count":2},{"name":"b","count":1}]}')).toBe(false);
    expect(passes(item, '{"items":[{"name":"b"},{"name":"a","count":1}]}')).toBe(true);
  });

  test("names of every object are not names of the message", () => {
    expect(passes({ data: { constructor: [{ exists: false }] } }, "{}")).toBe(true);
    expect(passes({ data: { ["__proto__"]: ["x"] } }, '{"__proto__":"x"}')).toBe(true);
  });
});

describe("text and JSON", () => {
  const forText = { data: [{ prefix: "Result: " }] };
  const forJson = { data: { timeout: [{ numeric: [">", 0] }] } };

  test.each([
    ["text, by a pattern for text", forText, "Result: 1", true],
    ["text, by a pattern for text", forText, "No result", false],
    ["JSON, by a pattern for JSON", forJson, '{"timeout":1}', true],
    ["JSON, by a pattern for JSON", forJson, '{"timeout":0}', false],
    ["text, by a pattern for JSON: by metadata only", forJson, "Result: 1", true],
    ["JSON, by a pattern for text: by metadata only", forText, '{"timeout":0}', true],
    ["a number, which is text", forText, "42", false],
    ["an empty body, which is text", forText, "", false],
    ["bytes that are not UTF-8: by metadata only", forText, Buffer.from([0xff, 0xfe]), true],
  ])("%s: %j on %j is %s", (_, pattern, body, expected) => {
    expect(passes(pattern, body)).toBe(expected);
  });
});

test("one of several filters is enough, and without any everything passes", () => {
  const patterns = ["a", "b"].map((value) => JSON.stringify({ data: { x: [value] } }));
  const { filter } = readFilters(patterns);
  expect(["a", "b", "c"].map((x) => filter(Buffer.from(JSON.stringify({ x }))))).toEqual([true, true, false]);
  expect(readFilters([]).filter(Buffer.from("anything"))).toBe(true);
});

test("everything that is wrong with filters is told at once", () => {
  const { violations } = readFilters([
    "{",
    '{"body":{"a":[1]}}',
    '{"data":{"a":1,"b":[],"c":{},"d":[{"wildcard":"*"}],"e":[{"prefix":1}],"f":[{"exists":"yes"}],"g":[{"numeric":["~",1]}],"h":[{"anything-but":["a",1]}],"i":[["a"]],"$or":[]}}',
    '{"data":[{"numeric":[">",6e9]}]}',
    "7",
    '{"data":[{"numeric":[">"]}]}',
  ]);
  const numeric =
    "must be a list of one comparison (=, <, <=, >, >=) and a number from -5e9 to 5e9, or of two for a range.";
  expect(violations).toEqual([
    "Filters[0].Pattern must be an object in JSON.",
    'Filters[1].Pattern has "body": mappings on Amazon MQ filter by "data" only.',
    'Filters[1].Pattern has no "data".',
    "Filters[2].Pattern.data.a must be a list of rules, or an object that is not empty.",
    "Filters[2].Pattern.data.b is an empty list: it needs a rule.",
    "Filters[2].Pattern.data.c must be a list of rules, or an object that is not empty.",
    "Filters[2].Pattern.data.d[0] must be an object with one of prefix, suffix, equals-ignore-case, anything-but, numeric, exists.",
    "Filters[2].Pattern.data.e[0] must be a text.",
    "Filters[2].Pattern.data.f[0] must be true or false.",
    `Filters[2].Pattern.data.g[0] ${numeric}`,
    "Filters[2].Pattern.data.h[0] must be a text, a number, or a list of texts or of numbers.",
    "Filters[2].Pattern.data.i[0] must be a value, or an object with one operator.",
    "Filters[2].Pattern.data.$or must be a list of patterns that is not empty.",
    `Filters[3].Pattern.data[0] ${numeric}`,
    "Filters[4].Pattern must be an object in JSON.",
    `Filters[5].Pattern.data[0] ${numeric}`,
  ]);
  expect(readFilters(Array.from({ length: 11 }, () => '{"data":["a"]}')).violations).toEqual([
    "There are 11 filters: a mapping has 10 at most.",
  ]);
});
