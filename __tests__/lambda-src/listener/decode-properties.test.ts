import { decodeExpiration, decodeTimestamp } from "../../../lambda-src/listener/decode-properties";

test.each([
  ["Jan 1, 1970, 12:33:41 AM", "1970-01-01T00:33:41.000Z"],
  ["Jan 1, 1970, 12:33:41\u202fAM", "1970-01-01T00:33:41.000Z"],
  ["Jan 1, 1970, 12:33:41\u00a0AM", "1970-01-01T00:33:41.000Z"],
  ["Jan 1, 1970 12:33:41 AM", "1970-01-01T00:33:41.000Z"],
  ["Jun 30, 2026, 12:00:00 PM", "2026-06-30T12:00:00.000Z"],
  ["Dec 31, 2026, 11:59:59 PM", "2026-12-31T23:59:59.000Z"],
  ["Feb 9, 2026, 1:02:03 AM", "2026-02-09T01:02:03.000Z"],
])("timestamp %j", (timestamp, expected) => {
  expect(decodeTimestamp(timestamp)?.toISOString()).toBe(expected);
});

test.each([null, "", "1970-01-01", "Foo 1, 1970, 12:33:41 AM", "1 janv. 1970, 00:33:41"])(
  "timestamp %j is none",
  (timestamp) => {
    expect(decodeTimestamp(timestamp)).toBeNull();
  },
);

test.each([
  ["60000", 60_000],
  [60_000, 60_000],
  ["0", 0],
  [null, null],
  ["soon", null],
  ["", null],
])("expiration %j", (expiration, expected) => {
  expect(decodeExpiration(expiration)).toBe(expected);
});
