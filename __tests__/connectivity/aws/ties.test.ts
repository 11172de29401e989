import { changed, ref, replaced, SERVICES, verdictOn, WITH_ENDPOINTS, WITH_NAT } from "../paths/stack";

const either = (one: string, other: string) => `\${var.choice ? ${one} : ${other}}`;
const DECOY = {
  vpc_id: ref("aws_vpc.main.id"),
  service_name: "com.amazonaws.eu-west-1.ssm",
  vpc_endpoint_type: "Interface",
};

/** STS's endpoint without something that a tie may give it, or another endpoint. */
function withDoubtfulTie(lacks: object, type: string, tie: object) {
  return verdictOn(
    changed(WITH_ENDPOINTS, {
      "aws_vpc_endpoint.sts": { ...lacks },
      "aws_vpc_endpoint.decoy": DECOY,
      [`${type}.sts`]: { vpc_endpoint_id: either("aws_vpc_endpoint.sts.id", "aws_vpc_endpoint.decoy.id"), ...tie },
    }),
  ).to("sts");
}

test.each<[string, object, string, object]>([
  ["subnet", { subnet_ids: null }, "aws_vpc_endpoint_subnet_association", { subnet_id: ref("aws_subnet.private.id") }],
  [
    "security group",
    { security_group_ids: null },
    "aws_vpc_endpoint_security_group_association",
    { security_group_id: ref("aws_security_group.endpoints.id") },
  ],
  ["private DNS", { private_dns_enabled: false }, "aws_vpc_endpoint_private_dns", { private_dns_enabled: true }],
  [
    "policy",
    {},
    "aws_vpc_endpoint_policy",
    { policy: JSON.stringify({ Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }] }) },
  ],
])("whether an endpoint has a %s is not known where another may have it", (_, lacks, type, tie) => {
  expect(withDoubtfulTie(lacks, type, tie).verdict).toBe("unknown");
});

test("it says which tie leaves it open", () => {
  const tie = { subnet_id: ref("aws_subnet.private.id") };
  expect(withDoubtfulTie({ subnet_ids: null }, "aws_vpc_endpoint_subnet_association", tie)).toMatchObject({
    reason: "endpoint-unknown",
    resource: "aws_vpc_endpoint.sts",
    explanation: "Whether aws_vpc_endpoint_subnet_association.sts is for aws_vpc_endpoint.sts is not in this input.",
  });
});

test("a more specific zone that may be the VPC's goes before one that is", () => {
  const zone = (name: string) => ({ name, vpc: [{ vpc_id: ref("aws_vpc.main.id") }] });
  const alias = (endpoint: string) => [{ name: ref(`aws_vpc_endpoint.${endpoint}.dns_entry[0].dns_name`) }];
  const verdict = verdictOn(
    changed(WITH_ENDPOINTS, {
      "aws_vpc.hub": { cidr_block: "10.9.0.0/16" },
      ...Object.fromEntries(SERVICES.map((one) => [`aws_vpc_endpoint.${one}`, { private_dns_enabled: one !== "sts" }])),
      "aws_route53_zone.region": zone("eu-west-1.amazonaws.com"),
      "aws_route53_record.sts": {
        zone_id: ref("aws_route53_zone.region.zone_id"),
        name: "sts",
        type: "A",
        alias: alias("sts"),
      },
      "aws_route53_zone.sts": { ...zone("sts.eu-west-1.amazonaws.com"), vpc: [{ vpc_id: ref("aws_vpc.hub.id") }] },
      "aws_route53_zone_association.sts": {
        zone_id: ref("aws_route53_zone.sts.zone_id"),
        vpc_id: either("aws_vpc.main.id", "aws_vpc.hub.id"),
      },
    }),
  );
  expect(verdict.to("sts").verdict).toBe("unknown");
});

test.each<[string, object]>([
  [
    "an internet gateway that may be attached to another VPC",
    { vpc_id: either("aws_vpc.main.id", "aws_vpc.other.id") },
  ],
  [
    "another internet gateway that may be meant",
    { internet_gateway_id: either("aws_internet_gateway.main.id", "aws_internet_gateway.other.id") },
  ],
])("%s leaves the way out open", (_, doubtful) => {
  const verdict = verdictOn(
    replaced(WITH_NAT, {
      "aws_vpc.other": { cidr_block: "10.1.0.0/16" },
      "aws_internet_gateway.main": {},
      "aws_internet_gateway.other": {},
      "aws_internet_gateway_attachment.main": {
        vpc_id: ref("aws_vpc.main.id"),
        internet_gateway_id: ref("aws_internet_gateway.main.id"),
        ...doubtful,
      },
    }),
  );
  expect(verdict.hops).toEqual({ broker: "reachable", services: "unknown: gateway-unknown" });
});

test("one of two things that both denote one VPC is that VPC", () => {
  const verdict = verdictOn(
    changed(WITH_NAT, {
      "aws_internet_gateway.main": { vpc_id: either("aws_vpc.main.id", "aws_security_group.broker.vpc_id") },
    }),
  );
  expect(verdict.hops).toEqual({ broker: "reachable", services: "reachable" });
});
