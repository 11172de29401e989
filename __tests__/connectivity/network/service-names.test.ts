import { isDnsNameOf, isOffered, parseServiceName, regionOfZone } from "../../../connectivity/network/service-names";

test.each([
  ["com.amazonaws.eu-west-1.sts", { prefix: "com.amazonaws", region: "eu-west-1", service: "sts" }],
  ["cn.com.amazonaws.cn-north-1.lambda", { prefix: "cn.com.amazonaws", region: "cn-north-1", service: "lambda" }],
  [
    "com.amazonaws.us-gov-west-1.secretsmanager",
    { prefix: "com.amazonaws", region: "us-gov-west-1", service: "secretsmanager" },
  ],
  ["eu.amazonaws.eusc-de-east-1.sts", { prefix: "eu.amazonaws", region: "eusc-de-east-1", service: "sts" }],
  ["gov.ic.c2s.us-iso-east-1.sts", { prefix: "gov.ic.c2s", region: "us-iso-east-1", service: "sts" }],
  ["com.amazonaws.us-east-1.sts-fips", { prefix: "com.amazonaws", region: "us-east-1", service: "sts-fips" }],
  [
    "com.amazonaws.vpce.eu-west-1.vpce-svc-0123",
    { prefix: "com.amazonaws.vpce", region: "eu-west-1", service: "vpce-svc-0123" },
  ],
  ["sts", undefined],
  ["", undefined],
])("%s", (text, expected) => {
  expect(parseServiceName(text)).toEqual(expected);
});

test.each([
  ["com.amazonaws.eu-west-1.sts", true],
  ["cn.com.amazonaws.cn-north-1.sts", true],
  ["com.amazonaws.cn-north-1.sts", false],
  ["com.amazonaws.cn-northwest-1.secretsmanager", true],
  ["cn.com.amazonaws.cn-northwest-1.secretsmanager", false],
])("%s is offered: %p", (text, expected) => {
  const name = parseServiceName(text);
  expect(name !== undefined && isOffered(name)).toBe(expected);
});

test.each([
  ["sts.eu-west-1.amazonaws.com", true],
  ["STS.eu-west-1.amazonaws.com.", true],
  ["sts.cn-north-1.amazonaws.com.cn", true],
  ["sts.amazonaws.com", false],
  ["api.sts.eu-west-1.amazonaws.com", false],
  ["eu-west-1.sts.amazonaws.com", false],
])("%s is the name of STS in a Region: %p", (name, expected) => {
  expect(isDnsNameOf("sts", name)).toBe(expected);
});

test.each([
  ["eu-west-1a", "eu-west-1"],
  ["us-west-2-lax-1a", "us-west-2"],
  ["us-gov-east-1b", "us-gov-east-1"],
  ["", null],
  [null, null],
])("zone %p is in %p", (zone, expected) => {
  expect(regionOfZone(zone)).toBe(expected);
});
