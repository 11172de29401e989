import { parseExactly } from "../../../lambda-src/listener/exact-json";

test.each<[string, unknown]>([
  ["9007199254740991", 9007199254740991],
  ["-9007199254740991", -9007199254740991],
  ["9007199254740992", 9007199254740992n],
  ["9007199254740993", 9007199254740993n],
  ["-9223372036854775808", -9223372036854775808n],
  ["18446744073709551615", 18446744073709551615n],
  ["100000000000000000000", 100000000000000000000n],
  ["0", 0],
  ["-0", -0],
])("a whole number: %s", (text, expected) => {
  expect(parseExactly(text)).toBe(expected);
});

test.each<[string, unknown]>([
  ["0.1", 0.1],
  ["1.50", 1.5],
  ["-12.25e3", -12250],
  ["1e21", 1e21],
  ["1E308", 1e308],
  ["1e400", "1e400"],
  ["-1e400", "-1e400"],
  ["5e-324", 5e-324],
  ["1e-400", "1e-400"],
  ["0e400", 0],
  // As %.17g and .NET write 0.1, and as Java's BigDecimal writes the number behind it.
  ["0.10000000000000001", 0.1],
  ["0.1000000000000000055511151231257827", 0.1],
  ["3.141592653589793", Math.PI],
  ["3.141592653589793238", "3.141592653589793238"],
  ["9007199254740993.0", "9007199254740993.0"],
  ["9007199254740992.0", 9007199254740992],
  ["12345678901234567.89", "12345678901234567.89"],
  [`0.${"1".repeat(101)}`, `0.${"1".repeat(101)}`],
])("another number: %s", (text, expected) => {
  expect(parseExactly(text)).toBe(expected);
});

test("numbers anywhere, and nothing else: strings and keys that look like numbers stay", () => {
  const text = `{"id": 9007199254740993, "9007199254740993": "9007199254740993 \\" 9007199254740993", "list": [1, 1e400, "1e400"]}`;
  expect(parseExactly(text)).toEqual({
    id: 9007199254740993n,
    "9007199254740993": '9007199254740993 " 9007199254740993',
    list: [1, "1e400", "1e400"],
  });
});

test("a key cannot reach the prototype", () => {
  const value = parseExactly('{"__proto__": {"polluted": 9007199254740993}}');
  expect(Object.keys(value as object)).toEqual(["__proto__"]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("megabytes of text beside such a number", () => {
  const long = "a\\n".repeat(3_000_000);
  expect(parseExactly(`["${long}", 9007199254740993]`)).toEqual(["a\n".repeat(3_000_000), 9007199254740993n]);
});

test.each(["", "{", "01", "9007199254740993 9007199254740993", "[9007199254740993,]"])("not JSON: %j", (text) => {
  expect(() => parseExactly(text)).toThrow(SyntaxError);
});
