import { check } from "../../../connectivity";
import { DNS_SUFFIXES, ENDPOINT_PREFIXES, partitionOf } from "../../../connectivity/aws-provider/partitions";
import { type Changes, changed, configuration, ref, SERVICES, verdictOn, WITH_ENDPOINTS } from "../paths/stack";

test.each([
  ["eu-west-1", "aws", "amazonaws.com"],
  ["us-east-1", "aws", "amazonaws.com"],
  ["cn-northwest-1", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
  ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
  ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
  ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
  ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
  ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
])("%s is in %s, where names end with %s", (region, name, dnsSuffix) => {
  expect(partitionOf(region)).toMatchObject({ name, dnsSuffix });
});

test("domains of services, and the same in reverse", () => {
  expect(DNS_SUFFIXES).toContain("amazonaws.eu");
  expect(ENDPOINT_PREFIXES).toEqual(expect.arrayContaining(["com.amazonaws", "cn.com.amazonaws", "gov.ic.c2s"]));
});

/** A stack in a Region, with a role that may do all on what is in the Region's partition and on nothing else. */
function stackIn(region: string, partition: string): unknown {
  const actions = ["mq:*", "ec2:*", "secretsmanager:*", "logs:*"];
  const statement = {
    Effect: "Allow",
    Action: actions,
    Resource: [`arn:${partition}:mq:*:*:broker:*`, `arn:${partition}:secretsmanager:*:*:secret:*`],
  };
  const network = { Effect: "Allow", Action: ["ec2:*", "logs:*"], Resource: "*" };
  const changes: Changes = {
    "aws_subnet.private": { availability_zone: `${region}a` },
    "aws_iam_role_policy.listener": { policy: JSON.stringify({ Statement: [statement, network] }) },
    "data.aws_partition.current": {},
    ...Object.fromEntries(
      SERVICES.map((service) => [
        `aws_vpc_endpoint.${service}`,
        { service_name: ref(`data.aws_vpc_endpoint_service.${service}.service_name`) },
      ]),
    ),
    ...Object.fromEntries(SERVICES.map((service) => [`data.aws_vpc_endpoint_service.${service}`, { service }])),
  };
  return { ...Object(configuration(changed(WITH_ENDPOINTS, changes))), provider: { aws: [{ region }] } };
}

describe("a role's policy names the partition of the Region", () => {
  test.each(["eu-west-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eusc-de-east-1"])(
    "in %s",
    (region) => {
      const verdict = (partition: string) =>
        check([{ name: "cdk.tf.json", json: stackIn(region, partition) }]).mappings.map((mapping) => mapping.verdict);
      const { name } = partitionOf(region);
      expect(verdict(name)).toEqual(["works"]);
      expect(verdict(name === "aws" ? "aws-cn" : "aws")).toEqual(["fails"]);
    },
  );
});

test.each(["sts.us-iso-east-1.c2s.ic.gov", "c2s.ic.gov", "sts.eusc-de-east-1.amazonaws.eu"])(
  "a private zone %s without a record answers for STS there",
  (zone) => {
    const region = zone.includes("eusc") ? "eusc-de-east-1" : "us-iso-east-1";
    const changes: Changes = {
      "aws_vpc_endpoint.sts": { private_dns_enabled: false },
      "aws_subnet.private": { availability_zone: `${region}a` },
      ...Object.fromEntries(
        SERVICES.map((service) => [
          `aws_vpc_endpoint.${service}`,
          { service_name: `com.amazonaws.${region}.${service}`, private_dns_enabled: service !== "sts" },
        ]),
      ),
      "aws_route53_zone.sts": { name: zone, vpc: [{ vpc_id: ref("aws_vpc.main.id") }] },
    };
    expect(verdictOn(changed(WITH_ENDPOINTS, changes)).to("sts")).toMatchObject({
      verdict: "blocked",
      reason: "private-zone-without-record",
    });
  },
);
