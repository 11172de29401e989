import fc from "fast-check";
import { parseSpelled, type SpelledJson, SpelledNumber } from "../../../../rehearsal/poller/filters/exact-numbers";
import { readFilters } from "../../../../rehearsal/poller/filters/filters";

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const message = fc.dictionary(fc.string(), leaf, { minKeys: 1 });

/** Whether an object passes patterns, each for its data. */
function passes(patterns: readonly object[], body: object): boolean {
  const { filter, violations } = readFilters(patterns.map((data) => JSON.stringify({ data })));
  expect(violations).toEqual([]);
  return filter(Buffer.from(JSON.stringify(body)));
}

function plain(json: SpelledJson | undefined): unknown {
  if (json instanceof SpelledNumber) return Number(json.text);
  if (Array.isArray(json)) return json.map(plain);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, plain(value)]));
}

test("what is read with its numbers as they are spelled is what JSON.parse reads", () => {
  fc.assert(fc.property(fc.json(), (text) => expect(plain(parseSpelled(text))).toEqual(JSON.parse(text))));
});

test("a message passes the pattern of its own values, whatever else it holds", () => {
  fc.assert(
    fc.property(message, fc.dictionary(fc.string(), leaf), (values, others) => {
      const names = Object.keys(values).filter((name) => name !== "$or");
      fc.pre(names.length > 0);
      const pattern = Object.fromEntries(names.map((name) => [name, [values[name]]]));
      expect(passes([pattern], { ...others, ...values })).toBe(true);
    }),
  );
});

test("a text passes exactly one of: a list, and anything but that list", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.string(), (list, text) => {
      const body = { text };
      expect(passes([{ text: list }], body)).toBe(!passes([{ text: [{ "anything-but": list }] }], body));
    }),
  );
});

test("a number passes a range exactly when it is within", () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(number, number, number, (low, high, value) => {
      const within = value > low && value <= high;
      expect(passes([{ value: [{ numeric: [">", low, "<=", high] }] }], { value })).toBe(within);
    }),
  );
});

test("several filters pass what one of them passes, and $or is the same within one", () => {
  const patterns = fc.array(fc.record({ a: fc.array(fc.nat(3), { minLength: 1 }) }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(patterns, fc.nat(5), (given, a) => {
      const expected = given.some((pattern) => passes([pattern], { a }));
      expect(passes(given, { a })).toBe(expected);
      expect(passes([{ $or: given }], { a })).toBe(expected);
    }),
  );
});
