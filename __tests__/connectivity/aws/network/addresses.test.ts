import fc from "fast-check";
import {
  covers,
  EVERYWHERE,
  INTERNET,
  intersect,
  isIpv6,
  overlap,
  prefixLengthOf,
  type Range,
  rangeOf,
  subtract,
  union,
} from "../../../../connectivity/aws/network/addresses";

describe("CIDR blocks", () => {
  test.each([
    ["0.0.0.0/0", 0, 2 ** 32 - 1, 0],
    ["10.0.0.0/8", 10 * 2 ** 24, 11 * 2 ** 24 - 1, 8],
    ["10.1.2.3/24", 10 * 2 ** 24 + 0x10200, 10 * 2 ** 24 + 0x102ff, 24],
    ["255.255.255.255/32", 2 ** 32 - 1, 2 ** 32 - 1, 32],
    ["255.255.255.255", 2 ** 32 - 1, 2 ** 32 - 1, 32],
  ])("%s", (text, first, last, length) => {
    expect(rangeOf(text)).toEqual({ first, last });
    expect(prefixLengthOf({ first, last })).toBe(length);
  });

  test.each([
    "",
    "/",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "256.0.0.0/8",
    "10.0.0/8",
    "0x0a.0.0.0/8",
    "::/0",
    "10.0.0.0/8/8",
    "a.b.c.d/8",
  ])("%p is none of IPv4", (text) => {
    expect(rangeOf(text)).toBeUndefined();
  });

  test.each([
    ["::/0", true],
    ["fd00::/8", true],
    ["2001:db8::1", true],
    ["10.0.0.0/8", false],
    ["", false],
  ])("%p is of IPv6: %p", (text, expected) => {
    expect(isIpv6(text)).toBe(expected);
  });
});

test.each([
  ["10.1.2.3", false],
  ["172.31.0.1", false],
  ["192.168.1.1", false],
  ["100.64.0.1", false],
  ["169.254.169.253", false],
  ["127.0.0.1", false],
  ["239.1.1.1", false],
  ["8.8.8.8", true],
  ["52.94.1.1", true],
  ["172.32.0.1", true],
])("%s is an address of the internet: %p", (address, expected) => {
  const range = rangeOf(address);
  expect(range !== undefined && overlap([range], INTERNET)).toBe(expected);
});

describe("sets of addresses", () => {
  const LAST = 40;
  const range = fc
    .tuple(fc.nat(LAST), fc.nat(LAST))
    .map(([one, other]): Range => ({ first: Math.min(one, other), last: Math.max(one, other) }));
  const ranges = fc.array(range, { maxLength: 6 }).map((list) => union(list));
  const members = (list: readonly Range[]) =>
    Array.from({ length: LAST + 1 }, (_, address) => address).filter((address) =>
      list.some(({ first, last }) => first <= address && address <= last),
    );

  test("behave as sets", () => {
    fc.assert(
      fc.property(ranges, ranges, (one, other) => {
        const [a, b] = [new Set(members(one)), new Set(members(other))];
        expect(members(subtract(one, other))).toEqual([...a].filter((address) => !b.has(address)));
        expect(members(intersect(one, other))).toEqual([...a].filter((address) => b.has(address)));
        expect(covers(one, other)).toBe([...b].every((address) => a.has(address)));
        expect(overlap(one, other)).toBe([...a].some((address) => b.has(address)));
      }),
      { seed: 1 },
    );
  });

  test("are kept in order, without touching", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), (list) => {
        const merged = union(list);
        expect(members(merged)).toEqual(members(list));
        merged.slice(1).forEach(({ first }, index) => {
          expect(first).toBeGreaterThan((merged[index]?.last ?? 0) + 1);
        });
      }),
      { seed: 1 },
    );
  });

  test("everywhere is everything", () => {
    expect(covers(EVERYWHERE, INTERNET)).toBe(true);
    expect(subtract(EVERYWHERE, EVERYWHERE)).toEqual([]);
  });
});
