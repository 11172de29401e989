import { regionOfZone } from "../../../../connectivity/aws/network/regions";

test.each([
  ["eu-west-1a", "eu-west-1"],
  ["us-west-2-lax-1a", "us-west-2"],
  ["us-gov-east-1b", "us-gov-east-1"],
  ["", null],
  [null, null],
])("zone %p is in %p", (zone, expected) => {
  expect(regionOfZone(zone)).toBe(expected);
});
