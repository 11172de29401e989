import {
  type Arguments,
  type Changes,
  changed,
  ref,
  SERVICES,
  verdictOn,
  WITH_ENDPOINTS,
  WITH_NAT,
} from "../paths/stack";

const VPC = ref("aws_vpc.main.id");
const REACHED = { broker: "reachable", services: "reachable" };

/** A second subnet, routed as the first. */
const SECOND: Changes = {
  "aws_subnet.second": { vpc_id: VPC, cidr_block: "10.0.2.0/24", availability_zone: "eu-west-1b" },
  "aws_route_table_association.second": {
    subnet_id: ref("aws_subnet.second.id"),
    route_table_id: ref("aws_route_table.private.id"),
  },
};
const onBoth: Arguments = {
  deployment_mode: "CLUSTER_MULTI_AZ",
  subnet_ids: [ref("aws_subnet.private.id"), ref("aws_subnet.second.id")],
};
const onEither: Arguments = { subnet_ids: [ref("var.second ? aws_subnet.second.id : aws_subnet.private.id")] };
const variable: Changes = { "aws_mq_broker.orders": onEither };

describe("a public broker", () => {
  const stack = changed(WITH_NAT, {
    "aws_mq_broker.orders": { publicly_accessible: true, subnet_ids: null, security_groups: null },
    "aws_route.private": null,
  });

  test("is polled from the service's own network", () => {
    const { mapping } = verdictOn(stack);
    expect(mapping.verdict).toBe("works");
    expect(mapping.hops.map(({ target, from, verdict, via }) => [target, from, verdict, via])).toEqual(
      ["broker", ...SERVICES].map((target) => [target, null, "reachable", "public"]),
    );
  });

  test("what is blocked is unknown while it may be public", () => {
    const { hops } = verdictOn(
      changed(stack, {
        "aws_mq_broker.orders": {
          ...onEither,
          publicly_accessible: ref("var.public"),
          subnet_ids: [ref("aws_subnet.private.id")],
          security_groups: [ref("aws_security_group.broker.id")],
        },
      }),
    );
    expect(hops).toEqual({ broker: "reachable", services: "unknown: broker-placement-unknown" });
  });
});

test("more subnets than a broker can have are not judged one by one", () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `subnet-${String(index).padStart(8, "0")}`);
  const { mapping } = verdictOn(changed(WITH_NAT, { "aws_mq_broker.orders": { subnet_ids: ids } }));
  expect(mapping.hops).toHaveLength(51 * 4);
  expect(mapping.hops.at(-1)).toMatchObject({
    from: null,
    verdict: "unknown",
    explanation: "aws_mq_broker.orders names 1000 subnets, more than a broker can have.",
  });
});

describe("a cluster", () => {
  test("has four hops from each of its subnets", () => {
    const { mapping } = verdictOn(changed(WITH_NAT, { ...SECOND, "aws_mq_broker.orders": onBoth }));
    expect(mapping.verdict).toBe("works");
    expect(mapping.hops.map(({ from, target }) => `${from} ${target}`)).toEqual(
      ["aws_subnet.private", "aws_subnet.second"].flatMap((from) =>
        ["broker", ...SERVICES].map((target) => `${from} ${target}`),
      ),
    );
  });

  test("fails by the worst of them", () => {
    const { mapping } = verdictOn(
      changed(WITH_NAT, { ...SECOND, "aws_route_table_association.second": null, "aws_mq_broker.orders": onBoth }),
    );
    expect(mapping.verdict).toBe("fails");
    expect(mapping.hops.filter(({ verdict }) => verdict === "blocked").map(({ from }) => from)).toEqual(
      Array(3).fill("aws_subnet.second"),
    );
  });
});

describe("a subnet of which the input lost which it is", () => {
  test("works where it works from any", () => {
    const { hops } = verdictOn(changed(WITH_NAT, { ...SECOND, ...variable }));
    expect(hops).toEqual(REACHED);
  });

  test("fails where it fails from any", () => {
    const { hops, mapping } = verdictOn(changed(WITH_NAT, { ...SECOND, ...variable, "aws_route.private": null }));
    expect(hops).toEqual({ broker: "reachable", services: "blocked: no-route-out" });
    expect(mapping.verdict).toBe("fails");
  });

  test("is unknown where they differ, and says what is wrong with which", () => {
    const verdict = verdictOn(
      changed(WITH_NAT, { ...SECOND, ...variable, "aws_route_table_association.second": null }),
    );
    expect(verdict.hops).toEqual({ broker: "reachable", services: "unknown: broker-placement-unknown" });
    expect(verdict.to("sts", "aws_subnet.second").explanation).toBe(
      "Which of aws_subnet.second, aws_subnet.private the broker is in is not in this input. From aws_subnet.second: There is no IPv4 route to the internet: no route table is associated with aws_subnet.second, and the main one of aws_vpc.main has no routes (aws_route_table.private leads to a NAT gateway, but is not associated with it); aws_vpc.main has no endpoint for STS either.",
    );
  });
});

describe("groups of which the input lost which they are", () => {
  const either = (other: Arguments): Changes => ({
    "aws_security_group.other": { vpc_id: VPC, ...other },
    "aws_mq_broker.orders": {
      security_groups: [ref("var.other ? aws_security_group.other.id : aws_security_group.broker.id")],
    },
  });

  test("each admits itself", () => {
    const open: Arguments = {
      ingress: [{ from_port: 0, to_port: 0, protocol: "-1", self: true }],
      egress: [{ from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }],
    };
    expect(verdictOn(changed(WITH_NAT, either(open))).hops).toEqual(REACHED);
  });

  test("one does not", () => {
    expect(verdictOn(changed(WITH_NAT, either({}))).hops).toEqual({
      broker: "unknown: broker-placement-unknown",
      services: "unknown: broker-placement-unknown",
    });
  });
});

describe("one VPC", () => {
  const findings = (stack: Changes) =>
    verdictOn(stack)
      .mapping.findings.filter(({ rule }) => ["one-vpc", "one-vpc-unknown", "subnet-range"].includes(rule))
      .map(({ rule, resource, explanation }) => `${rule} ${resource}: ${explanation}`);

  test.each<[string, Changes, string]>([
    [
      "of the broker's group",
      {
        "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
        "aws_security_group.broker": { vpc_id: ref("aws_vpc.other.id") },
      },
      "one-vpc aws_security_group.broker: aws_security_group.broker, which aws_mq_broker.orders uses, is in aws_vpc.other and not in aws_vpc.main.",
    ],
    [
      "of a group that says nothing, which is in the default VPC",
      { "aws_security_group.broker": { vpc_id: null } },
      "one-vpc aws_security_group.broker: aws_security_group.broker, which aws_mq_broker.orders uses, is in the default VPC and not in aws_vpc.main.",
    ],
    [
      "of a new VPC's group and one from elsewhere",
      { "aws_security_group.broker": { vpc_id: "vpc-0123" } },
      "one-vpc aws_security_group.broker: aws_security_group.broker, which aws_mq_broker.orders uses, is in vpc-0123 and not in aws_vpc.main.",
    ],
    [
      "of an endpoint's group",
      {
        "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
        "aws_security_group.endpoints": { vpc_id: ref("aws_vpc.other.id") },
      },
      "one-vpc aws_security_group.endpoints: aws_security_group.endpoints, which aws_vpc_endpoint.sts uses, is in aws_vpc.other and not in aws_vpc.main.",
    ],
    [
      "of a cluster's subnets",
      {
        "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
        "aws_subnet.second": { vpc_id: VPC, cidr_block: "10.0.2.0/24", availability_zone: "eu-west-1b" },
        "aws_subnet.third": {
          vpc_id: ref("aws_vpc.other.id"),
          cidr_block: "10.9.3.0/24",
          availability_zone: "eu-west-1c",
        },
        "aws_mq_broker.orders": {
          deployment_mode: "CLUSTER_MULTI_AZ",
          subnet_ids: [ref("aws_subnet.third.id"), ref("aws_subnet.private.id"), ref("aws_subnet.second.id")],
        },
      },
      "one-vpc aws_subnet.third: aws_subnet.third, which aws_mq_broker.orders uses, is in aws_vpc.other and not in aws_vpc.main.",
    ],
  ])("is not that %s", (_, changes, expected) => {
    const stack = changed(WITH_ENDPOINTS, changes);
    expect(findings(stack)).toContain(expected);
    expect(verdictOn(stack).mapping.verdict).toBe("fails");
  });

  test("may be that of another name", () => {
    const stack = changed(WITH_ENDPOINTS, {
      "data.aws_vpc.found": { tags: { Name: "orders" } },
      "aws_subnet.private": { vpc_id: "vpc-0123" },
      "aws_security_group.broker": { vpc_id: ref("data.aws_vpc.found.id") },
    });
    expect(findings(stack)).toEqual([
      "one-vpc-unknown aws_security_group.broker: aws_security_group.broker, which aws_mq_broker.orders uses, is in data.aws_vpc.found, and whether that is vpc-0123 is not in this input.",
    ]);
  });

  test("holds its subnets' ranges", () => {
    const stack = changed(WITH_NAT, { "aws_subnet.private": { cidr_block: "10.1.1.0/24" } });
    expect(findings(stack)).toEqual([
      "subnet-range aws_subnet.private: The range of aws_subnet.private is not in that of aws_vpc.main, and AWS refuses such a subnet.",
    ]);
    expect(verdictOn(stack).hops).toEqual({
      broker: "blocked: subnet-outside-vpc",
      services: "blocked: subnet-outside-vpc",
    });
    expect(verdictOn(stack).to("broker").resource).toBe("aws_vpc.main");
    const association = { vpc_id: VPC, cidr_block: "10.1.0.0/16" };
    expect(verdictOn(changed(stack, { "aws_vpc_ipv4_cidr_block_association.more": association })).hops).toEqual(
      REACHED,
    );
  });

  test("holds the NAT gateway's subnet too", () => {
    const { hops } = verdictOn(changed(WITH_NAT, { "aws_subnet.public": { cidr_block: "10.1.1.0/24" } }));
    expect(hops).toEqual({ broker: "reachable", services: "blocked: subnet-outside-vpc" });
  });
});

describe("subnets of which the input shows the id only", () => {
  test("a new broker's may be anywhere", () => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { "aws_mq_broker.orders": { subnet_ids: ["subnet-0123"] } }));
    expect(verdict.mapping.hops.map((hop) => hop.verdict)).toEqual(Array(4).fill("unknown"));
    expect(verdict.to("broker").explanation).toContain("subnet-0123 is not in this input: add its workspace's state");
  });

  test("a new endpoint's too", () => {
    const verdict = verdictOn(changed(WITH_ENDPOINTS, { "aws_vpc_endpoint.sts": { subnet_ids: ["subnet-0123"] } }));
    expect(verdict.to("sts")).toMatchObject({ verdict: "unknown", resource: "aws_vpc_endpoint.sts" });
    expect(verdict.to("sts").explanation).toContain("subnet-0123 is not in this input: add its workspace's state");
    expect(verdict.to("lambda").verdict).toBe("reachable");
  });
});

describe("findings about the network", () => {
  const rules = (stack: Changes, ...names: string[]) =>
    verdictOn(stack)
      .mapping.findings.filter(({ rule }) => names.includes(rule))
      .map(({ rule, severity, resource, explanation }) => ({ rule, severity, resource, explanation }));

  test("two endpoints with private DNS for one service", () => {
    const second = { ...WITH_ENDPOINTS["aws_vpc_endpoint.sts"] };
    const stack = changed(WITH_ENDPOINTS, { "aws_vpc_endpoint.sts_again": second });
    expect(rules(stack, "duplicate-private-dns")).toEqual([
      {
        rule: "duplicate-private-dns",
        severity: "error",
        resource: "aws_vpc_endpoint.sts_again",
        explanation:
          "aws_vpc_endpoint.sts and aws_vpc_endpoint.sts_again are all for STS in aws_vpc.main with private DNS, and AWS allows one.",
      },
    ]);
    expect(verdictOn(stack).mapping.verdict).toBe("fails");
    expect(
      rules(changed(stack, { "aws_vpc_endpoint.sts_again": { private_dns_enabled: false } }), "duplicate-private-dns"),
    ).toEqual([]);
  });

  test("two resources for one rule", () => {
    const rule = {
      security_group_id: ref("aws_security_group.broker.id"),
      ip_protocol: "tcp",
      from_port: 5671,
      to_port: 5671,
    };
    const stack = changed(WITH_NAT, {
      "aws_security_group.broker": { ingress: null },
      "aws_vpc_security_group_ingress_rule.one": {
        ...rule,
        referenced_security_group_id: ref("aws_security_group.broker.id"),
      },
      "aws_security_group_rule.other": { ...rule, type: "ingress", protocol: "6", self: true },
    });
    expect(rules(stack, "duplicate-rule").map(({ resource }) => resource)).toEqual([
      "aws_security_group_rule.other",
      "aws_vpc_security_group_ingress_rule.one",
    ]);
    expect(rules(changed(stack, { "aws_security_group_rule.other": { to_port: 5672 } }), "duplicate-rule")).toEqual([]);
    expect(rules(changed(stack, { "aws_security_group_rule.other": { protocol: "-1" } }), "duplicate-rule")).toEqual(
      [],
    );
  });

  test("an endpoint of the wrong type, beside a NAT gateway too", () => {
    const gateway = { vpc_id: VPC, service_name: "com.amazonaws.eu-west-1.sts" };
    expect(rules(changed(WITH_NAT, { "aws_vpc_endpoint.sts": gateway }), "endpoint-type")).toEqual([
      {
        rule: "endpoint-type",
        severity: "error",
        resource: "aws_vpc_endpoint.sts",
        explanation: "aws_vpc_endpoint.sts is for STS, which has interface endpoints only, and it is not one.",
      },
    ]);
  });

  test("a service name that is not offered", () => {
    const wrong = (service_name: string, zone: string) =>
      rules(
        changed(WITH_ENDPOINTS, {
          "aws_vpc_endpoint.sts": { service_name },
          "aws_subnet.private": { availability_zone: zone },
        }),
        "endpoint-service",
      ).map(({ explanation }) => explanation);
    expect(wrong("com.amazonaws.us-east-1.sts", "eu-west-1a")).toEqual([
      "aws_vpc_endpoint.sts asks for com.amazonaws.us-east-1.sts, and its VPC is in eu-west-1.",
    ]);
    expect(wrong("com.amazonaws.cn-north-1.sts", "cn-north-1a")).toContain(
      "aws_vpc_endpoint.sts asks for com.amazonaws.cn-north-1.sts, which AWS does not offer.",
    );
    expect(wrong("com.amazonaws.eu-west-1.sts", "eu-west-1a")).toEqual([]);
  });

  test("public subnets are noted, and do not count", () => {
    const open: Changes = {
      "aws_internet_gateway.main": { vpc_id: VPC },
      "aws_default_route_table.main": {
        default_route_table_id: ref("aws_vpc.main.default_route_table_id"),
        route: [{ cidr_block: "0.0.0.0/0", gateway_id: ref("aws_internet_gateway.main.id") }],
      },
    };
    const stack = changed(WITH_ENDPOINTS, open);
    expect(verdictOn(stack).mapping.verdict).toBe("works");
    expect(rules(stack, "public-subnets")).toMatchObject([{ severity: "note", resource: "aws_subnet.private" }]);
    expect(rules(WITH_ENDPOINTS, "public-subnets")).toEqual([]);
  });
});
