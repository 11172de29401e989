import {
  isAboveBrokers,
  isAboveServices,
  isDnsNameOf,
  isOffered,
  parseServiceName,
  plainName,
} from "../../../../connectivity/aws/network/service-names";

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
  ["sts.us-east-1.amazonaws.com", false],
  ["sts.amazonaws.com", false],
  ["api.sts.eu-west-1.amazonaws.com", false],
  ["eu-west-1.sts.amazonaws.com", false],
])("%s is the name of STS in eu-west-1: %p", (name, expected) => {
  expect(isDnsNameOf("sts", plainName(name), "eu-west-1")).toBe(expected);
});

test("where the Region is not known, any Region's name is the service's", () => {
  expect(isDnsNameOf("sts", "sts.cn-north-1.amazonaws.com.cn", null)).toBe(true);
  expect(isAboveServices("cn-north-1.amazonaws.com.cn", null)).toBe(true);
});

test.each([
  ["com", true, true],
  ["amazonaws.com", true, true],
  ["eu-west-1.amazonaws.com", true, true],
  ["us-east-1.amazonaws.com", false, false],
  ["mq.eu-west-1.amazonaws.com", false, true],
  ["mq.us-east-1.amazonaws.com", false, false],
  ["mq.eu-west-1.on.aws", false, true],
  ["on.aws", false, true],
  ["sts.eu-west-1.amazonaws.com", false, false],
  ["example.com", false, false],
])("%s is above the services' names in eu-west-1: %p, above brokers': %p", (domain, services, brokers) => {
  expect(isAboveServices(domain, "eu-west-1")).toBe(services);
  expect(isAboveBrokers(domain, "eu-west-1")).toBe(brokers);
});
