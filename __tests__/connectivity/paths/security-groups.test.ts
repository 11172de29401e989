import { type Arguments, type Changes, changed, ref, replaced, verdictOn, WITH_ENDPOINTS, WITH_NAT } from "./stack";

const BROKER = "aws_security_group.broker";
const GROUP = ref(`${BROKER}.id`);
const bare: Arguments = { vpc_id: ref("aws_vpc.main.id") };
const everythingOut: Changes = {
  "aws_vpc_security_group_egress_rule.out": { security_group_id: GROUP, ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
};

/** The stack with a broker's group that has only the given rules. */
function withRules(rules: Changes, inside: Arguments = {}) {
  return verdictOn(replaced(WITH_NAT, { [BROKER]: { ...bare, ...inside }, ...rules }));
}

describe("rules that admit the mapping's interfaces on 5671", () => {
  const amqps = { from_port: 5671, to_port: 5671 };
  test.each<[string, Changes, Arguments]>([
    ["inside the group", {}, { ingress: [{ ...amqps, protocol: "tcp", self: true }] }],
    ["inside, naming the group itself", {}, { ingress: [{ ...amqps, protocol: "tcp", security_groups: [GROUP] }] }],
    ["inside, by protocol number", {}, { ingress: [{ ...amqps, protocol: "6", self: true }] }],
    ["inside, every protocol", {}, { ingress: [{ from_port: 0, to_port: 0, protocol: "-1", self: true }] }],
    ["inside, by range", {}, { ingress: [{ ...amqps, protocol: "tcp", cidr_blocks: ["10.0.0.0/16"] }] }],
    [
      "inside, by two ranges that together are the subnet",
      {},
      { ingress: [{ ...amqps, protocol: "tcp", cidr_blocks: ["10.0.1.0/25", "10.0.1.128/25"] }] },
    ],
    [
      "as aws_security_group_rule on itself",
      {
        "aws_security_group_rule.in": {
          type: "ingress",
          security_group_id: GROUP,
          self: true,
          protocol: "tcp",
          ...amqps,
        },
      },
      {},
    ],
    [
      "as aws_security_group_rule with a source group",
      {
        "aws_security_group_rule.in": {
          type: "ingress",
          security_group_id: GROUP,
          source_security_group_id: GROUP,
          protocol: "tcp",
          ...amqps,
        },
      },
      {},
    ],
    [
      "as aws_vpc_security_group_ingress_rule with a range of ports",
      {
        "aws_vpc_security_group_ingress_rule.in": {
          security_group_id: GROUP,
          referenced_security_group_id: GROUP,
          ip_protocol: "tcp",
          from_port: 5000,
          to_port: 6000,
        },
      },
      {},
    ],
    [
      "as aws_vpc_security_group_ingress_rule by the subnet's range",
      {
        "aws_vpc_security_group_ingress_rule.in": {
          security_group_id: GROUP,
          cidr_ipv4: ref("aws_subnet.private.cidr_block"),
          ip_protocol: "tcp",
          ...amqps,
        },
      },
      {},
    ],
    [
      "by a prefix list",
      {
        "aws_ec2_managed_prefix_list.private": { entry: [{ cidr: "10.0.1.0/25" }] },
        "aws_ec2_managed_prefix_list_entry.more": {
          prefix_list_id: ref("aws_ec2_managed_prefix_list.private.id"),
          cidr: "10.0.1.128/25",
        },
        "aws_vpc_security_group_ingress_rule.in": {
          security_group_id: GROUP,
          prefix_list_id: ref("aws_ec2_managed_prefix_list.private.id"),
          ip_protocol: "tcp",
          ...amqps,
        },
      },
      {},
    ],
  ])("%s", (_, rules, inside) => {
    expect(withRules({ ...everythingOut, ...rules }, inside).to("broker").verdict).toBe("reachable");
  });
});

describe("rules that do not", () => {
  test.each<[string, Arguments]>([
    ["another port", { from_port: 5672, to_port: 5672, protocol: "tcp", self: true }],
    ["another protocol", { from_port: 5671, to_port: 5671, protocol: "udp", self: true }],
    ["another range", { from_port: 5671, to_port: 5671, protocol: "tcp", cidr_blocks: ["10.0.2.0/24"] }],
    ["IPv6 only", { from_port: 5671, to_port: 5671, protocol: "tcp", ipv6_cidr_blocks: ["::/0"] }],
    ["ICMP for IPv6", { from_port: -1, to_port: -1, protocol: "icmpv6", self: true }],
  ])("%s", (_, rule) => {
    const { hops } = withRules(everythingOut, { ingress: [rule] });
    expect(hops).toEqual({ broker: "blocked: security-group-ingress", services: "reachable" });
  });

  test.each([
    [
      "inside the group",
      {},
      { ingress: [{ from_port: 5671, to_port: 5671, protocol: "tcp", self: ref("data.x.y.z") }] },
    ],
    [
      "of its own",
      {
        "aws_security_group_rule.in": {
          security_group_id: GROUP,
          type: "ingress",
          from_port: 5671,
          to_port: 5671,
          protocol: "tcp",
          self: ref("data.x.y.z"),
        },
      },
      {},
    ],
  ])("a rule %s whose self is not shown leaves it open", (_, rule, inside) => {
    const { hops } = withRules({ ...everythingOut, ...rule }, inside);
    expect(hops).toEqual({ broker: "unknown: security-group-unknown", services: "reachable" });
  });

  test("a new group lets nothing out, for Terraform removes the rule that AWS gives it", () => {
    const verdict = withRules({}, { ingress: [{ from_port: 5671, to_port: 5671, protocol: "tcp", self: true }] });
    expect(verdict.hops).toEqual({
      broker: "blocked: security-group-egress",
      services: "blocked: security-group-egress",
    });
    expect(verdict.to("sts")).toMatchObject({
      resource: BROKER,
      explanation:
        "aws_security_group.broker lets nothing out on TCP 443 to the services' public addresses: it has no egress rules.",
      remedy: "Give aws_security_group.broker an egress rule for TCP 443 to the services' public addresses.",
    });
  });

  test("the nearest rule is named", () => {
    const rule = {
      security_group_id: GROUP,
      ip_protocol: "tcp",
      from_port: 5672,
      to_port: 5672,
      referenced_security_group_id: GROUP,
    };
    const verdict = withRules({ ...everythingOut, "aws_vpc_security_group_ingress_rule.in": rule });
    expect(verdict.to("broker").explanation).toBe(
      "aws_security_group.broker lets nothing in on TCP 5671 from the mapping's interfaces in aws_subnet.private (with aws_security_group.broker): the nearest rule, aws_vpc_security_group_ingress_rule.in, is for TCP 5672.",
    );
  });
});

describe("what is not shown stays unknown", () => {
  const self = { from_port: 5671, to_port: 5671, protocol: "tcp", self: true };
  test("a range that holds a part of the subnet", () => {
    const half = { ...self, self: false, cidr_blocks: ["10.0.1.0/25"] };
    expect(withRules(everythingOut, { ingress: [half] }).hops).toEqual({
      broker: "unknown: security-group-in-part",
      services: "reachable",
    });
  });

  test("an egress rule for some of the public addresses", () => {
    const some = { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["52.94.0.0/16"] };
    const verdict = withRules({}, { ingress: [self], egress: [{ ...self }, some] });
    expect(verdict.hops).toEqual({ broker: "reachable", services: "unknown: security-group-in-part" });
  });

  test("a prefix list of AWS's", () => {
    const listed = { from_port: 443, to_port: 443, protocol: "tcp", prefix_list_ids: ["pl-0123"] };
    const verdict = withRules({}, { ingress: [self], egress: [{ ...self }, listed] });
    expect(verdict.to("sts")).toMatchObject({ verdict: "unknown", reason: "security-group-unknown" });
    expect(verdict.to("sts").explanation).toContain("the entries of prefix list pl-0123 are not in this input");
  });

  test("the list of S3 holds no address of the three services", () => {
    const stack = changed(WITH_NAT, {
      [BROKER]: {
        egress: [
          { from_port: 443, to_port: 443, protocol: "tcp", prefix_list_ids: [ref("data.aws_prefix_list.s3.id")] },
        ],
      },
      "data.aws_prefix_list.s3": { name: "com.amazonaws.eu-west-1.s3" },
    });
    expect(verdictOn(stack).hops).toMatchObject({ services: "blocked: security-group-egress" });
  });

  test("rules inside a group and rule resources of the same direction undo each other", () => {
    const rule = {
      security_group_id: GROUP,
      ip_protocol: "tcp",
      from_port: 5671,
      to_port: 5671,
      referenced_security_group_id: GROUP,
    };
    const verdict = withRules(
      { ...everythingOut, "aws_vpc_security_group_ingress_rule.in": rule },
      { ingress: [{ ...self, from_port: 443, to_port: 443 }] },
    );
    expect(verdict.to("broker").verdict).toBe("unknown");
    expect(verdict.to("broker").explanation).toContain("remove each other at every apply");
  });

  test("a rule that an exclusive list leaves out", () => {
    const rule = {
      security_group_id: GROUP,
      ip_protocol: "tcp",
      from_port: 5671,
      to_port: 5671,
      referenced_security_group_id: GROUP,
    };
    const verdict = withRules({
      ...everythingOut,
      "aws_vpc_security_group_ingress_rule.in": rule,
      "aws_vpc_security_group_rules_exclusive.only": {
        security_group_id: GROUP,
        ingress_rule_ids: [],
        egress_rule_ids: [ref("aws_vpc_security_group_egress_rule.out.id")],
      },
    });
    expect(verdict.hops).toEqual({ broker: "unknown: security-group-unknown", services: "reachable" });
  });
});

describe("the broker's groups", () => {
  const closed: Changes = { "aws_security_group.closed": bare };

  test("rules of all of them add up", () => {
    const stack = changed(WITH_NAT, {
      "aws_mq_broker.orders": { security_groups: [ref("aws_security_group.closed.id"), GROUP] },
    });
    expect(verdictOn({ ...stack, ...closed }).mapping.verdict).toBe("works");
  });

  test("a group admits what carries another of the broker's groups", () => {
    const stack = changed(WITH_NAT, {
      "aws_mq_broker.orders": { security_groups: [ref("aws_security_group.marker.id"), GROUP] },
      "aws_security_group.marker": bare,
      [BROKER]: {
        ingress: [
          { from_port: 5671, to_port: 5671, protocol: "tcp", security_groups: [ref("aws_security_group.marker.id")] },
        ],
      },
    });
    expect(verdictOn(stack).mapping.verdict).toBe("works");
  });

  test("a group from elsewhere is not known", () => {
    const stack = changed(WITH_NAT, { "aws_mq_broker.orders": { security_groups: ["sg-0123"] } });
    expect(verdictOn(stack).hops).toEqual({
      broker: "unknown: security-group-unknown",
      services: "unknown: security-group-unknown",
    });
    expect(verdictOn(stack).to("broker").explanation).toBe(
      "The rules of sg-0123 are not in this input: data.aws_vpc_security_group_rules and data.aws_vpc_security_group_rule show them.",
    );
  });
});

describe("default groups", () => {
  const ofVpc = ref("aws_vpc.main.default_security_group_id");

  test("exist without a resource: itself in, everything out", () => {
    const stack = changed(WITH_NAT, { "aws_mq_broker.orders": { security_groups: [ofVpc] } });
    expect(verdictOn(stack).mapping.verdict).toBe("works");
  });

  test("adopted without rules they let nothing through", () => {
    const stack = changed(WITH_NAT, {
      "aws_mq_broker.orders": { security_groups: [ofVpc] },
      "aws_default_security_group.main": { vpc_id: ref("aws_vpc.main.id") },
    });
    expect(verdictOn(stack).hops).toEqual({
      broker: "blocked: security-group-egress",
      services: "blocked: security-group-egress",
    });
    expect(verdictOn(stack).to("broker").resource).toBe("aws_default_security_group.main");
  });

  test("may have been adopted by a resource of which the input does not show the VPC", () => {
    const stack = changed(WITH_NAT, {
      "aws_mq_broker.orders": { security_groups: [ofVpc] },
      "aws_default_security_group.stray": { vpc_id: ref("var.not_shown") },
    });
    const verdict = verdictOn(stack);
    const unknown = "unknown: security-group-unknown";
    expect(verdict.hops).toEqual({ broker: unknown, services: unknown });
    expect(verdict.to("broker").explanation).toBe(
      "The input does not show of which VPC aws_default_security_group.stray manages the default group.",
    );
  });

  test("adopted with rule resources they have these", () => {
    const own = ref("aws_default_security_group.main.id");
    const stack = changed(WITH_NAT, {
      "aws_mq_broker.orders": { security_groups: [own] },
      "aws_default_security_group.main": { vpc_id: ref("aws_vpc.main.id") },
      "aws_security_group_rule.in": {
        type: "ingress",
        security_group_id: own,
        protocol: "-1",
        from_port: 0,
        to_port: 0,
        self: true,
      },
      "aws_security_group_rule.out": {
        type: "egress",
        security_group_id: ofVpc,
        protocol: "-1",
        from_port: 0,
        to_port: 0,
        cidr_blocks: ["0.0.0.0/0"],
      },
    });
    expect(verdictOn(stack).mapping.verdict).toBe("works");
  });

  test("an endpoint without groups has the VPC's", () => {
    const changes = Object.fromEntries(
      ["sts", "secretsmanager", "lambda"].map((service) => [`aws_vpc_endpoint.${service}`, { security_group_ids: [] }]),
    );
    const apart = changed(WITH_ENDPOINTS, changes);
    expect(verdictOn(apart).hops).toEqual({ broker: "reachable", services: "blocked: security-group-ingress" });
    const together = changed(apart, { "aws_mq_broker.orders": { security_groups: [ofVpc] } });
    expect(verdictOn(together).mapping.verdict).toBe("works");
  });
});

describe("the rule that is named", () => {
  const rule = (port: number, more: Arguments): Arguments => ({
    security_group_id: GROUP,
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
    ...more,
  });
  const clients: Changes = {
    "aws_security_group.clients": bare,
    "aws_lambda_function.client": {
      vpc_config: [
        { subnet_ids: [ref("aws_subnet.private.id")], security_group_ids: [ref("aws_security_group.clients.id")] },
      ],
    },
    "aws_vpc_security_group_ingress_rule.clients": rule(5671, {
      referenced_security_group_id: ref("aws_security_group.clients.id"),
    }),
  };
  const named = (rules: Changes) => withRules({ ...everythingOut, ...clients, ...rules }).to("broker").resource;

  test.each<[string, Changes, string]>([
    ["the group, where a rule is missing", {}, BROKER],
    [
      "the group, where a rule is about something else",
      { "aws_vpc_security_group_ingress_rule.own": rule(15671, { referenced_security_group_id: GROUP }) },
      BROKER,
    ],
    [
      "one next to the port",
      { "aws_vpc_security_group_ingress_rule.own": rule(5672, { referenced_security_group_id: GROUP }) },
      "aws_vpc_security_group_ingress_rule.own",
    ],
    [
      "one for another protocol",
      {
        "aws_vpc_security_group_ingress_rule.own": rule(5671, {
          ip_protocol: "udp",
          referenced_security_group_id: GROUP,
        }),
      },
      "aws_vpc_security_group_ingress_rule.own",
    ],
    [
      "one for a group from elsewhere",
      { "aws_vpc_security_group_ingress_rule.own": rule(5671, { referenced_security_group_id: "sg-0123" }) },
      "aws_vpc_security_group_ingress_rule.own",
    ],
    [
      "one for other addresses",
      { "aws_vpc_security_group_ingress_rule.own": rule(5671, { cidr_ipv4: "10.8.0.0/16" }) },
      "aws_vpc_security_group_ingress_rule.own",
    ],
  ])("is %s", (_, rules, expected) => {
    expect(named(rules)).toBe(expected);
  });

  test("is an egress rule to what is no endpoint", () => {
    const stack = changed(WITH_ENDPOINTS, {
      "aws_security_group.broker": { egress: null },
      "aws_vpc_security_group_egress_rule.broker": rule(5671, { referenced_security_group_id: GROUP }),
      "aws_vpc_security_group_egress_rule.apis": rule(443, {
        referenced_security_group_id: ref("aws_security_group.clients.id"),
      }),
      ...clients,
    });
    expect(verdictOn(stack).to("sts")).toMatchObject({
      verdict: "blocked",
      resource: "aws_vpc_security_group_egress_rule.apis",
      remedy:
        "Give aws_security_group.broker an egress rule for TCP 443 to aws_vpc_endpoint.sts, or correct aws_vpc_security_group_egress_rule.apis.",
    });
  });
});
