import { type Arguments, type Changes, changed, ref, verdictOn, WITH_ENDPOINTS, WITH_NAT } from "../../paths/stack";

const VPC = ref("aws_vpc.main.id");

describe("private hosted zones", () => {
  const zone = (name: string, more: Arguments = {}): Changes => ({
    "aws_route53_zone.sts": { name, vpc: [{ vpc_id: VPC }], ...more },
  });
  const alias: Changes = {
    "aws_route53_record.sts": {
      zone_id: ref("aws_route53_zone.sts.zone_id"),
      name: "sts.eu-west-1.amazonaws.com",
      type: "A",
      alias: [
        {
          name: ref("aws_vpc_endpoint.sts.dns_entry[0].dns_name"),
          zone_id: ref("aws_vpc_endpoint.sts.dns_entry[0].hosted_zone_id"),
        },
      ],
    },
  };
  const off: Changes = { "aws_vpc_endpoint.sts": { private_dns_enabled: false } };

  test("lead a name to an endpoint without private DNS", () => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { ...off, ...zone("sts.eu-west-1.amazonaws.com"), ...alias }));
    expect(verdict.to("sts")).toMatchObject({ verdict: "reachable", via: "interface-endpoint" });
  });

  test("also when associated by a resource of its own", () => {
    const association = { zone_id: ref("aws_route53_zone.sts.zone_id"), vpc_id: VPC };
    const apart: Changes = {
      ...zone("sts.eu-west-1.amazonaws.com", { vpc: [] }),
      "aws_route53_zone_association.sts": association,
    };
    expect(verdictOn(changed(WITH_ENDPOINTS, { ...off, ...apart, ...alias })).mapping.verdict).toBe("works");
  });

  test.each(["eu-west-1.sts.amazonaws.com", "sts.us-east-1.amazonaws.com"])(
    "of another name do nothing: %s",
    (name) => {
      const verdict = verdictOn(changed(WITH_ENDPOINTS, { ...off, ...zone(name), ...alias }));
      expect(verdict.to("sts")).toMatchObject({ verdict: "blocked", reason: "endpoint-private-dns-off" });
    },
  );

  test("above the services answer for the broker too, whose name is not known yet", () => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { ...off, ...zone("eu-west-1.amazonaws.com"), ...alias }));
    expect(verdict.to("sts").verdict).toBe("reachable");
    expect(verdict.to("broker")).toMatchObject({
      verdict: "unknown",
      reason: "broker-name",
      resource: "aws_route53_zone.sts",
      explanation:
        "Whether aws_route53_zone.sts, which answers for eu-west-1.amazonaws.com, has the broker's name is not in this input.",
      remedy: "Give aws_route53_zone.sts the name of the service that it is for, so that it answers for nothing else.",
    });
  });

  test("without record hide the name", () => {
    const verdict = verdictOn(changed(WITH_NAT, zone("sts.eu-west-1.amazonaws.com")));
    expect(verdict.to("sts")).toMatchObject({
      verdict: "blocked",
      reason: "private-zone-without-record",
      resource: "aws_route53_zone.sts",
    });
    expect(verdict.to("lambda").verdict).toBe("reachable");
  });
});
