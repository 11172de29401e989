import {
  type Arguments,
  type Changes,
  changed,
  configuration,
  endpointFor,
  ref,
  SERVICES,
  Verdict,
  verdictOn,
  WITH_ENDPOINTS,
  WITH_NAT,
} from "../../paths/stack";

const VPC = ref("aws_vpc.main.id");
const each = (change: (service: string) => Arguments): Changes =>
  Object.fromEntries(SERVICES.map((service) => [`aws_vpc_endpoint.${service}`, change(service)]));

describe("spellings of endpoints that serve", () => {
  test.each<[string, Changes]>([
    [
      "private DNS by a resource of its own",
      {
        ...each(() => ({ private_dns_enabled: false })),
        ...Object.fromEntries(
          SERVICES.map((service) => [
            `aws_vpc_endpoint_private_dns.${service}`,
            { vpc_endpoint_id: ref(`aws_vpc_endpoint.${service}.id`), private_dns_enabled: true },
          ]),
        ),
      },
    ],
    [
      "subnets by associations",
      {
        ...each(() => ({ subnet_ids: null })),
        ...Object.fromEntries(
          SERVICES.map((service) => [
            `aws_vpc_endpoint_subnet_association.${service}`,
            { vpc_endpoint_id: ref(`aws_vpc_endpoint.${service}.id`), subnet_id: ref("aws_subnet.private.id") },
          ]),
        ),
      },
    ],
    [
      "subnets by configuration blocks",
      each(() => ({ subnet_ids: null, subnet_configuration: [{ subnet_id: ref("aws_subnet.private.id") }] })),
    ],
    [
      "groups by associations",
      {
        ...each(() => ({ security_group_ids: null })),
        ...Object.fromEntries(
          SERVICES.map((service) => [
            `aws_vpc_endpoint_security_group_association.${service}`,
            {
              vpc_endpoint_id: ref(`aws_vpc_endpoint.${service}.id`),
              security_group_id: ref("aws_security_group.endpoints.id"),
              replace_default_association: true,
            },
          ]),
        ),
      },
    ],
    [
      "services by data sources",
      {
        ...each((service) => ({ service_name: ref(`data.aws_vpc_endpoint_service.${service}.service_name`) })),
        ...Object.fromEntries(SERVICES.map((service) => [`data.aws_vpc_endpoint_service.${service}`, { service }])),
      },
    ],
    [
      "services by data sources that list every spelling",
      {
        ...each((service) => ({ service_name: ref(`data.aws_vpc_endpoint_service.${service}.service_name`) })),
        ...Object.fromEntries(
          SERVICES.map((service) => [
            `data.aws_vpc_endpoint_service.${service}`,
            {
              filter: [
                {
                  name: "service-name",
                  values: [`com.amazonaws.eu-west-1.${service}`, `cn.com.amazonaws.eu-west-1.${service}`],
                },
              ],
            },
          ]),
        ),
      },
    ],
    ["dual-stack addresses", each(() => ({ ip_address_type: "dualstack" }))],
    [
      "in China, each service by its prefix",
      {
        ...each((service) => ({
          service_name: `${service === "secretsmanager" ? "com" : "cn.com"}.amazonaws.cn-north-1.${service}`,
        })),
        "aws_subnet.private": { availability_zone: "cn-north-1a" },
      },
    ],
  ])("%s", (_, changes) => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, changes));
    expect(verdict.hops).toEqual({ broker: "reachable", services: "reachable" });
    expect(verdict.to("sts")).toMatchObject({
      via: "interface-endpoint",
      explanation: "The name of STS leads to aws_vpc_endpoint.sts, which lets the mapping's interfaces in on 443.",
      remedy: "",
    });
  });
});

test("data sources that look up the endpoints which the input makes are no endpoints beside them", () => {
  const lookedUp = Object.fromEntries(
    SERVICES.map((service) => [`data.aws_vpc_endpoint.${service}`, { id: ref(`aws_vpc_endpoint.${service}.id`) }]),
  );
  const withoutSts = changed(WITH_ENDPOINTS, { "aws_vpc_endpoint.sts": null });
  const { "data.aws_vpc_endpoint.sts": _, ...others } = lookedUp;
  expect(verdictOn(changed(WITH_ENDPOINTS, lookedUp)).hops).toEqual({ broker: "reachable", services: "reachable" });
  expect(verdictOn(changed(withoutSts, others)).to("sts")).toMatchObject({
    verdict: "blocked",
    reason: "no-route-out",
  });
  const unread = { "data.aws_vpc_endpoint.sts": { vpc_id: ref("aws_vpc.main.id") } };
  expect(verdictOn(changed(withoutSts, unread)).to("sts").verdict).toBe("unknown");
});

describe("endpoints that do not serve", () => {
  test.each<[string, Arguments, string, string]>([
    ["without private DNS", { private_dns_enabled: false }, "endpoint-private-dns-off", "aws_vpc_endpoint.sts"],
    ["that do not say", { private_dns_enabled: null }, "endpoint-private-dns-off", "aws_vpc_endpoint.sts"],
    ["without subnets", { subnet_ids: [] }, "endpoint-without-subnets", "aws_vpc_endpoint.sts"],
    ["with IPv6 addresses only", { ip_address_type: "ipv6" }, "endpoint-ipv6-only", "aws_vpc_endpoint.sts"],
    [
      "with IPv6 in DNS only",
      { dns_options: [{ dns_record_ip_type: "ipv6" }] },
      "endpoint-ipv6-only",
      "aws_vpc_endpoint.sts",
    ],
    ["of type Gateway", { vpc_endpoint_type: null }, "endpoint-not-interface", "aws_vpc_endpoint.sts"],
    [
      "of another Region",
      { service_name: "com.amazonaws.us-east-1.sts" },
      "endpoint-service-name",
      "aws_vpc_endpoint.sts",
    ],
    [
      "for the FIPS name",
      { service_name: "com.amazonaws.eu-west-1.sts-fips" },
      "endpoint-service-name",
      "aws_vpc_endpoint.sts",
    ],
    [
      "whose policy is for one's own account",
      {
        policy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Action: "*", Resource: "*", Principal: { AWS: "arn:aws:iam::123456789012:root" } },
          ],
        }),
      },
      "endpoint-policy",
      "aws_vpc_endpoint.sts",
    ],
  ])("%s", (_, change, reason, resource) => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { "aws_vpc_endpoint.sts": change }));
    expect(verdict.to("sts")).toMatchObject({ verdict: "blocked", reason, resource });
    expect(verdict.to("lambda").verdict).toBe("reachable");
    expect(verdict.mapping.verdict).toBe("fails");
  });

  test("of another Region than the provider's, where no subnet says its zone", () => {
    const stack = changed(WITH_ENDPOINTS, {
      "aws_subnet.private": { availability_zone: null },
      "aws_vpc_endpoint.sts": { service_name: "com.amazonaws.us-east-1.sts" },
    });
    const json = { ...Object(configuration(stack)), provider: { aws: [{ region: "eu-west-1" }] } };
    const verdict = new Verdict([json]);
    expect(verdict.to("sts")).toMatchObject({
      verdict: "blocked",
      reason: "endpoint-service-name",
      explanation: expect.stringContaining(
        "aws_vpc_endpoint.sts is for com.amazonaws.us-east-1.sts, which is not STS of eu-west-1.",
      ),
    });
    expect(verdict.mapping.findings).toContainEqual(
      expect.objectContaining({
        rule: "endpoint-service",
        explanation: "aws_vpc_endpoint.sts asks for com.amazonaws.us-east-1.sts, and its VPC is in eu-west-1.",
      }),
    );
  });

  test("in a VPC without host names", () => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { "aws_vpc.main": { enable_dns_hostnames: false } }));
    expect(verdict.hops).toEqual({ broker: "unknown: broker-name", services: "blocked: dns-hostnames-off" });
    expect(verdict.to("sts").explanation).toBe(
      "enable_dns_hostnames of aws_vpc.main is off, so private DNS does not work: the services' names mean public addresses. Also: There is no IPv4 route to the internet: no route table is associated with aws_subnet.private, and the main one of aws_vpc.main has no routes.",
    );
  });

  test("in a VPC that does not say whether it has host names", () => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { "aws_vpc.main": { enable_dns_hostnames: null } }));
    expect(verdict.hops).toMatchObject({ services: "blocked: dns-hostnames-off" });
  });

  test("in another VPC", () => {
    const other: Changes = {
      "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
      "aws_vpc_endpoint.sts": { vpc_id: ref("aws_vpc.other.id") },
    };
    const { explanation, reason } = verdictOn(changed(WITH_ENDPOINTS, other)).to("sts");
    expect(reason).toBe("no-route-out");
    expect(explanation).toContain("aws_vpc_endpoint.sts for STS is in aws_vpc.other, not in aws_vpc.main.");
  });

  test("whose group admits others only", () => {
    const verdict = verdictOn(
      changed(WITH_ENDPOINTS, {
        "aws_security_group.application": { vpc_id: VPC },
        "aws_security_group.endpoints": {
          ingress: [
            {
              from_port: 443,
              to_port: 443,
              protocol: "tcp",
              security_groups: [ref("aws_security_group.application.id")],
            },
          ],
        },
      }),
    );
    expect(verdict.hops).toEqual({ broker: "reachable", services: "blocked: security-group-ingress" });
    expect(verdict.to("sts")).toMatchObject({
      resource: "aws_security_group.endpoints",
      explanation:
        "aws_security_group.endpoints lets nothing in on TCP 443 from the mapping's interfaces in aws_subnet.private (with aws_security_group.broker): the nearest rule, its own, is for other addresses or groups.",
    });
  });

  test("whose group is the VPC's default one, as AWS makes it", () => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { "aws_vpc_endpoint.sts": { security_group_ids: null } }));
    expect(verdict.to("sts")).toMatchObject({
      verdict: "blocked",
      reason: "security-group-ingress",
      resource: "aws_vpc_endpoint.sts",
      explanation:
        "aws_vpc_endpoint.sts has the default security group of aws_vpc.main, which admits only what carries it, and so lets nothing in on TCP 443 from the mapping's interfaces in aws_subnet.private (with aws_security_group.broker).",
      remedy:
        "Give aws_vpc_endpoint.sts a security group that admits TCP 443 from the mapping's interfaces in aws_subnet.private (with aws_security_group.broker).",
    });
    const adopted: Changes = {
      "aws_vpc_endpoint.sts": { security_group_ids: null },
      "aws_default_security_group.it": { vpc_id: VPC },
    };
    expect(verdictOn(changed(WITH_ENDPOINTS, adopted)).to("sts").resource).toBe("aws_default_security_group.it");
  });

  test("for the FIPS name say what they are", () => {
    const fips = { service_name: "com.amazonaws.eu-west-1.sts-fips" };
    expect(verdictOn(changed(WITH_ENDPOINTS, { "aws_vpc_endpoint.sts": fips })).to("sts")).toMatchObject({
      explanation: expect.stringContaining(
        "aws_vpc_endpoint.sts is for sts-fips, whose name is not the one by which the pollers call STS.",
      ),
      remedy: "Create an endpoint for STS itself, or make aws_vpc_endpoint.sts one.",
    });
  });

  test("one interface that cannot be reached is enough, for the name leads to all of them", () => {
    const verdict = verdictOn(
      changed(WITH_ENDPOINTS, {
        "aws_subnet.closed": { vpc_id: VPC, cidr_block: "10.0.8.0/24" },
        "aws_network_acl.closed": { vpc_id: VPC, subnet_ids: [ref("aws_subnet.closed.id")] },
        "aws_vpc_endpoint.lambda": { subnet_ids: [ref("aws_subnet.private.id"), ref("aws_subnet.closed.id")] },
      }),
    );
    expect(verdict.to("lambda")).toMatchObject({
      verdict: "blocked",
      reason: "network-acl",
      resource: "aws_network_acl.closed",
    });
  });
});

describe("beside a NAT gateway", () => {
  const group: Changes = { "aws_security_group.endpoints": { vpc_id: VPC } };

  test("a shut endpoint with private DNS is where the name leads all the same", () => {
    const verdict = verdictOn(changed(WITH_NAT, { ...group, "aws_vpc_endpoint.sts": endpointFor("sts") }));
    expect(verdict.to("sts")).toMatchObject({ verdict: "blocked", reason: "security-group-ingress" });
    expect(verdict.to("lambda")).toMatchObject({ verdict: "reachable", via: "nat-gateway" });
  });

  test("one without private DNS does no harm", () => {
    const endpoint = { ...endpointFor("sts"), private_dns_enabled: false };
    expect(verdictOn(changed(WITH_NAT, { ...group, "aws_vpc_endpoint.sts": endpoint })).mapping.verdict).toBe("works");
  });

  test("one of which the service is not shown might be any", () => {
    const endpoint = { ...endpointFor("sts"), service_name: ref("var.service") };
    const { hops } = verdictOn(changed(WITH_NAT, { ...group, "aws_vpc_endpoint.any": endpoint }));
    expect(hops).toEqual({ broker: "reachable", services: "unknown: endpoint-unknown" });
  });
});

describe("a central endpoint in another VPC", () => {
  const central: Changes = {
    "aws_vpc.shared": { cidr_block: "10.9.0.0/16", enable_dns_hostnames: true },
    "aws_subnet.shared": {
      vpc_id: ref("aws_vpc.shared.id"),
      cidr_block: "10.9.1.0/24",
      availability_zone: "eu-west-1a",
    },
    "aws_security_group.shared": {
      vpc_id: ref("aws_vpc.shared.id"),
      ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/8"] }],
    },
    "aws_vpc_endpoint.sts": {
      vpc_id: ref("aws_vpc.shared.id"),
      subnet_ids: [ref("aws_subnet.shared.id")],
      security_group_ids: [ref("aws_security_group.shared.id")],
      private_dns_enabled: false,
    },
    "aws_route53_zone.sts": { name: "sts.eu-west-1.amazonaws.com", vpc: [{ vpc_id: VPC }] },
    "aws_route53_record.sts": {
      zone_id: ref("aws_route53_zone.sts.zone_id"),
      name: "",
      type: "A",
      alias: [{ name: ref("aws_vpc_endpoint.sts.dns_entry[0].dns_name") }],
    },
    "aws_vpc_peering_connection.shared": { vpc_id: VPC, peer_vpc_id: ref("aws_vpc.shared.id"), auto_accept: true },
    "aws_route_table.private": { vpc_id: VPC },
    "aws_route_table_association.private": {
      subnet_id: ref("aws_subnet.private.id"),
      route_table_id: ref("aws_route_table.private.id"),
    },
    "aws_route.there": {
      route_table_id: ref("aws_route_table.private.id"),
      destination_cidr_block: "10.9.0.0/16",
      vpc_peering_connection_id: ref("aws_vpc_peering_connection.shared.id"),
    },
    "aws_route.back": {
      route_table_id: ref("aws_vpc.shared.main_route_table_id"),
      destination_cidr_block: "10.0.0.0/16",
      vpc_peering_connection_id: ref("aws_vpc_peering_connection.shared.id"),
    },
  };

  test("is reached over a peering connection with routes both ways", () => {
    expect(verdictOn(changed(WITH_ENDPOINTS, central)).hops).toEqual({ broker: "reachable", services: "reachable" });
  });

  test.each([
    ["there", "aws_route.there"],
    ["back", "aws_route.back"],
  ])("not without the route %s", (_, address) => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { ...central, [address]: null }));
    expect(verdict.to("sts")).toMatchObject({ verdict: "blocked", reason: "no-route-between-vpcs" });
  });

  test("not known while the peering connection waits to be accepted", () => {
    const waiting = changed(changed(WITH_ENDPOINTS, central), {
      "aws_vpc_peering_connection.shared": { auto_accept: null },
    });
    expect(verdictOn(waiting).to("sts")).toMatchObject({ verdict: "unknown", reason: "route-target-hidden" });
    const accepted = { vpc_peering_connection_id: ref("aws_vpc_peering_connection.shared.id"), auto_accept: true };
    expect(
      verdictOn(changed(waiting, { "aws_vpc_peering_connection_accepter.shared": accepted })).mapping.verdict,
    ).toBe("works");
  });

  test("is reached over a transit gateway that both VPCs are attached to", () => {
    const gateway: Changes = {
      "aws_ec2_transit_gateway.hub": {},
      "aws_ec2_transit_gateway_vpc_attachment.main": {
        transit_gateway_id: ref("aws_ec2_transit_gateway.hub.id"),
        vpc_id: VPC,
        subnet_ids: [ref("aws_subnet.private.id")],
      },
      "aws_ec2_transit_gateway_vpc_attachment.shared": {
        transit_gateway_id: ref("aws_ec2_transit_gateway.hub.id"),
        vpc_id: ref("aws_vpc.shared.id"),
        subnet_ids: [ref("aws_subnet.shared.id")],
      },
      "aws_route.there": { vpc_peering_connection_id: null, transit_gateway_id: ref("aws_ec2_transit_gateway.hub.id") },
      "aws_route.back": { vpc_peering_connection_id: null, transit_gateway_id: ref("aws_ec2_transit_gateway.hub.id") },
    };
    const stack = changed(changed(WITH_ENDPOINTS, central), gateway);
    expect(verdictOn(stack).mapping.verdict).toBe("works");
    const unattached = changed(stack, { "aws_ec2_transit_gateway_vpc_attachment.shared": null });
    expect(verdictOn(unattached).to("sts")).toMatchObject({ verdict: "unknown", reason: "route-target-hidden" });
  });

  test("rules that name groups across the connection are not relied on", () => {
    const byGroup = changed(changed(WITH_ENDPOINTS, central), {
      "aws_security_group.shared": {
        ingress: [
          { from_port: 443, to_port: 443, protocol: "tcp", security_groups: [ref("aws_security_group.broker.id")] },
        ],
      },
    });
    expect(verdictOn(byGroup).to("sts").verdict).toBe("unknown");
  });
});
