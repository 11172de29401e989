import { type Arguments, type Changes, changed, ref, verdictOn, WITH_ENDPOINTS, WITH_NAT } from "./stack";

const VPC = ref("aws_vpc.main.id");
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

test("ways through NAT gateways that multiply and lead in a circle come to an end", () => {
  const layers = 12;
  const gateways: Changes = Object.fromEntries(
    many(layers, (layer) => [
      [`aws_subnet.layer${layer}`, { vpc_id: VPC, cidr_block: `10.0.${layer + 10}.0/24` }],
      [`aws_nat_gateway.one${layer}`, { subnet_id: ref(`aws_subnet.layer${layer}.id`), connectivity_type: "private" }],
      [`aws_nat_gateway.two${layer}`, { subnet_id: ref(`aws_subnet.layer${layer}.id`), connectivity_type: "private" }],
      [
        `aws_route_table.layer${layer}`,
        {
          vpc_id: VPC,
          route: [
            {
              cidr_block: "0.0.0.0/0",
              nat_gateway_id: ref(
                `var.one ? aws_nat_gateway.one${(layer + 1) % layers}.id : aws_nat_gateway.two${(layer + 1) % layers}.id`,
              ),
            },
          ],
        },
      ],
      [
        `aws_route_table_association.layer${layer}`,
        { subnet_id: ref(`aws_subnet.layer${layer}.id`), route_table_id: ref(`aws_route_table.layer${layer}.id`) },
      ],
    ]).flat() as [string, Arguments][],
  );
  const verdict = verdictOn(
    changed(WITH_NAT, { ...gateways, "aws_route.private": { nat_gateway_id: ref("aws_nat_gateway.one0.id") } }),
  );
  expect(verdict.to("sts").verdict).toBe("unknown");
});

test("a long chain of references comes to an end", () => {
  const chain: Changes = Object.fromEntries(
    many(5_000, (index) => [
      `aws_vpc_endpoint.link${index}`,
      {
        vpc_id: VPC,
        service_name: "com.amazonaws.eu-west-1.s3",
        subnet_ids: ref(`aws_vpc_endpoint.link${index + 1}.subnet_ids`),
      },
    ]),
  );
  const verdict = verdictOn(
    changed(WITH_ENDPOINTS, {
      ...chain,
      "aws_vpc_endpoint.sts": { subnet_ids: ref("aws_vpc_endpoint.link0.subnet_ids") },
    }),
  );
  expect(verdict.to("sts").verdict).toBe("unknown");
  expect(verdict.to("lambda").verdict).toBe("reachable");
});

test("more entries than AWS allows are not judged", () => {
  const entries = many(500, (index) => ({
    rule_no: index + 1,
    action: "allow",
    protocol: "tcp",
    from_port: index,
    to_port: index,
    cidr_block: `10.${index % 256}.0.0/16`,
  }));
  const verdict = verdictOn(
    changed(WITH_NAT, {
      "aws_network_acl.own": {
        vpc_id: VPC,
        subnet_ids: [ref("aws_subnet.private.id")],
        ingress: entries,
        egress: entries,
      },
    }),
  );
  expect(verdict.to("sts")).toMatchObject({ verdict: "unknown", reason: "network-acl-unknown" });
});

test("thousands of routes and rules change nothing", () => {
  const routes: Changes = Object.fromEntries(
    many(3_000, (index) => [
      `aws_route.more${index}`,
      {
        route_table_id: ref("aws_route_table.private.id"),
        destination_cidr_block: `10.${index >> 8}.${index & 255}.0/24`,
        transit_gateway_id: "tgw-0123",
      },
    ]),
  );
  const rules: Changes = Object.fromEntries(
    many(3_000, (index) => [
      `aws_vpc_security_group_ingress_rule.more${index}`,
      {
        security_group_id: ref("aws_security_group.endpoints.id"),
        ip_protocol: "tcp",
        from_port: index + 1,
        to_port: index + 1,
        cidr_ipv4: "10.0.0.0/8",
      },
    ]),
  );
  // Routes inside the VPC lead through the gateway, so that 10.0.1.0/24, the broker's own subnet, is left out.
  const stack = changed(WITH_NAT, { ...routes, "aws_route.more1": null });
  expect(verdictOn(stack).hops).toEqual({ broker: "reachable", services: "reachable" });
  expect(verdictOn(changed(WITH_ENDPOINTS, rules)).hops).toMatchObject({ broker: "reachable" });
});

test("names of an object's own prototype are no arguments", () => {
  const odd: Changes = {
    "aws_vpc.main": JSON.parse(
      '{"__proto__": {"enable_dns_support": false}, "constructor": "x", "toString": 1}',
    ) as Arguments,
    "aws_subnet.__proto__": { vpc_id: VPC, cidr_block: "10.0.7.0/24" },
  };
  expect(verdictOn(changed(WITH_NAT, odd)).hops).toEqual({ broker: "reachable", services: "reachable" });
});
