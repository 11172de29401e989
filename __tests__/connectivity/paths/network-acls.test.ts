import { type Arguments, type Changes, changed, ref, verdictOn, WITH_ENDPOINTS, WITH_NAT } from "./stack";

const VPC = ref("aws_vpc.main.id");
const allow = (rule_no: number, more: Arguments = {}): Arguments => ({
  rule_no,
  action: "allow",
  protocol: "-1",
  from_port: 0,
  to_port: 0,
  cidr_block: "0.0.0.0/0",
  ...more,
});
const tcp = (from_port: number, to_port: number, more: Arguments = {}): Arguments => ({
  protocol: "tcp",
  from_port,
  to_port,
  ...more,
});

/** The NAT stack with a network ACL on a subnet. */
function withAcl(acl: Arguments, subnet = "private", more: Changes = {}) {
  return verdictOn(
    changed(WITH_NAT, {
      "aws_network_acl.own": { vpc_id: VPC, subnet_ids: [ref(`aws_subnet.${subnet}.id`)], ...acl },
      ...more,
    }),
  );
}

describe("a network ACL of the broker's subnet", () => {
  test.each<[string, Arguments]>([
    ["everything", { ingress: [allow(100)], egress: [allow(100)] }],
    ["what is needed and no more", { ingress: [allow(100, tcp(1024, 65535))], egress: [allow(100, tcp(443, 443))] }],
    [
      "ports for answers in two entries",
      { ingress: [allow(100, tcp(1024, 32767)), allow(110, tcp(32768, 65535))], egress: [allow(100)] },
    ],
    ["a denial that comes too late", { ingress: [allow(100), allow(200, { action: "deny" })], egress: [allow(100)] }],
    [
      "a denial of another port",
      { ingress: [allow(100)], egress: [allow(90, { action: "deny", ...tcp(22, 22) }), allow(100)] },
    ],
    [
      "a denial of one's own range",
      { ingress: [allow(100)], egress: [allow(90, { action: "deny", cidr_block: "192.168.0.0/16" }), allow(100)] },
    ],
  ])("that allows %s", (_, acl) => {
    expect(withAcl(acl).hops).toEqual({ broker: "reachable", services: "reachable" });
  });

  test.each<[string, Arguments, string]>([
    ["nothing", {}, "network-acl"],
    ["nothing out", { ingress: [allow(100)] }, "network-acl"],
    ["nothing in", { egress: [allow(100)] }, "network-acl-return"],
    [
      "a part of the ports for answers",
      { ingress: [allow(100, tcp(32768, 61000))], egress: [allow(100)] },
      "network-acl-return",
    ],
    ["UDP", { ingress: [allow(100)], egress: [allow(100, { ...tcp(443, 443), protocol: "udp" })] }, "network-acl"],
    [
      "what an entry before denies",
      { ingress: [allow(100)], egress: [allow(100), allow(50, { action: "deny", ...tcp(443, 443) })] },
      "network-acl",
    ],
    [
      "IPv6",
      { ingress: [allow(100)], egress: [{ ...allow(100), cidr_block: null, ipv6_cidr_block: "::/0" }] },
      "network-acl",
    ],
  ])("that allows %s", (_, acl, reason) => {
    const verdict = withAcl(acl);
    // Inside the subnet no ACL applies, so that the broker is reached.
    expect(verdict.hops).toEqual({ broker: "reachable", services: `blocked: ${reason}` });
    expect(verdict.to("sts").resource).toBe("aws_network_acl.own");
  });

  test("one entry that denies what others allow is named", () => {
    const denial = { ingress: [allow(100)], egress: [allow(100), allow(50, { action: "deny", ...tcp(443, 443) })] };
    expect(withAcl(denial).to("sts")).toMatchObject({
      resource: "aws_network_acl.own",
      explanation:
        "aws_network_acl.own does not let TCP 443 out to the services' public addresses: entry 50 denies it.",
      remedy:
        "Remove entry 50 of aws_network_acl.own, or add an egress entry to aws_network_acl.own that allows TCP 443 out to the services' public addresses, numbered before it.",
    });
    const rule = (rule_number: number, egress: boolean, more: Arguments = {}): Arguments => ({
      network_acl_id: ref("aws_network_acl.own.id"),
      rule_number,
      egress,
      protocol: "-1",
      rule_action: "allow",
      cidr_block: "0.0.0.0/0",
      ...more,
    });
    const apart = withAcl({}, "private", {
      "aws_network_acl_rule.in": rule(100, false),
      "aws_network_acl_rule.out": rule(100, true),
      "aws_network_acl_rule.no_https": rule(50, true, { rule_action: "deny", ...tcp(443, 443) }),
    });
    expect(apart.to("sts")).toMatchObject({
      resource: "aws_network_acl_rule.no_https",
      explanation:
        "aws_network_acl.own does not let TCP 443 out to the services' public addresses: aws_network_acl_rule.no_https denies it.",
      remedy:
        "Remove aws_network_acl_rule.no_https, or add an egress entry to aws_network_acl.own that allows TCP 443 out to the services' public addresses, numbered before it.",
    });
  });

  test("that allows some public addresses", () => {
    const verdict = withAcl({ ingress: [allow(100)], egress: [allow(100, { cidr_block: "52.0.0.0/8" })] });
    expect(verdict.hops).toEqual({ broker: "reachable", services: "unknown: network-acl-in-part" });
  });

  test("what is missing is said", () => {
    expect(withAcl({ ingress: [allow(100, tcp(32768, 61000))], egress: [allow(100)] }).to("sts")).toMatchObject({
      explanation:
        "aws_network_acl.own does not let TCP 1024 to 65535 (the answers) in from the services' public addresses.",
      remedy:
        "Add an ingress entry to aws_network_acl.own that allows TCP 1024 to 65535 (the answers) in from the services' public addresses, numbered before what denies it.",
    });
  });
});

describe("other spellings", () => {
  const rule = (more: Arguments): Arguments => ({
    network_acl_id: ref("aws_network_acl.own.id"),
    rule_number: 100,
    rule_action: "allow",
    protocol: "-1",
    cidr_block: "0.0.0.0/0",
    ...more,
  });
  const rules: Changes = {
    "aws_network_acl_rule.in": rule({ egress: false }),
    "aws_network_acl_rule.out": rule({ egress: true }),
  };

  test("entries of their own", () => {
    expect(withAcl({}, "private", rules).mapping.verdict).toBe("works");
    const { hops } = withAcl({}, "private", {
      ...rules,
      "aws_network_acl_rule.out": rule({ egress: true, rule_action: "deny" }),
    });
    expect(hops).toMatchObject({ services: "blocked: network-acl" });
  });

  test("an association of its own", () => {
    const association = { subnet_id: ref("aws_subnet.private.id"), network_acl_id: ref("aws_network_acl.own.id") };
    const { hops } = withAcl({ subnet_ids: null }, "private", { "aws_network_acl_association.own": association });
    expect(hops).toMatchObject({ services: "blocked: network-acl" });
  });

  test("entries inside and beside an ACL undo each other", () => {
    const { hops } = withAcl({ ingress: [allow(90)], egress: [allow(90, tcp(22, 22))] }, "private", {
      "aws_network_acl_rule.out": rule({ egress: true }),
    });
    expect(hops).toMatchObject({ services: "unknown: network-acl-unknown" });
  });

  test("an ACL of no subnet is of no effect", () => {
    expect(withAcl({ subnet_ids: [] }).mapping.verdict).toBe("works");
  });
});

describe("the default ACL", () => {
  const adopted: Arguments = { default_network_acl_id: ref("aws_vpc.main.default_network_acl_id") };

  test("adopted without entries denies all that leaves a subnet", () => {
    const { hops } = verdictOn(changed(WITH_NAT, { "aws_default_network_acl.main": adopted }));
    expect(hops).toEqual({ broker: "reachable", services: "blocked: network-acl" });
  });

  test("adopted and open lets all through", () => {
    const open = { ...adopted, ingress: [allow(100)], egress: [allow(100)] };
    expect(verdictOn(changed(WITH_NAT, { "aws_default_network_acl.main": open })).mapping.verdict).toBe("works");
  });

  test("is not that of a subnet with an ACL of its own", () => {
    const acl = {
      vpc_id: VPC,
      subnet_ids: [ref("aws_subnet.private.id"), ref("aws_subnet.public.id")],
      ingress: [allow(1)],
      egress: [allow(1)],
    };
    const stack = changed(WITH_NAT, { "aws_default_network_acl.main": adopted, "aws_network_acl.own": acl });
    expect(verdictOn(stack).mapping.verdict).toBe("works");
  });
});

describe("two ACLs that claim one subnet", () => {
  const open = { ingress: [allow(100)], egress: [allow(100)] };
  const shut = { vpc_id: VPC, subnet_ids: [ref("aws_subnet.private.id")] };

  test.each([
    ["open first", { "aws_network_acl.open": { ...shut, ...open }, "aws_network_acl.shut": shut }],
    ["shut first", { "aws_network_acl.shut": shut, "aws_network_acl.open": { ...shut, ...open } }],
  ])("AWS takes the one that comes last, which the input does not show: %s", (_, acls) => {
    const { hops, mapping } = verdictOn(changed(WITH_NAT, acls));
    expect(hops).toMatchObject({ services: "unknown: network-acl-unknown" });
    expect(mapping.hops.map(({ explanation }) => explanation)).toContain(
      "Which of aws_network_acl.open, aws_network_acl.shut aws_subnet.private gets its network ACL from is not in this input.",
    );
  });
});

describe("an ACL of which the input does not show the VPC", () => {
  const own = ref("var.not_shown");

  test.each<[string, Changes]>([
    ["nor its subnets", { "aws_network_acl.own": { vpc_id: own, subnet_ids: own } }],
    ["and which adopts a default one", { "aws_default_network_acl.main": { default_network_acl_id: own } }],
  ])("may be that of the broker's subnet: %s", (_, acl) => {
    expect(verdictOn(changed(WITH_NAT, acl)).hops).toMatchObject({ services: "unknown: network-acl-unknown" });
  });
});

describe("ACLs on the way", () => {
  test("that of the NAT gateway's subnet is asked as well, both ways", () => {
    const inwards = { ingress: [allow(100, tcp(443, 443))], egress: [allow(100)] };
    expect(withAcl(inwards, "public").hops).toMatchObject({ services: "blocked: network-acl-return" });
    const outwards = { ingress: [allow(100)], egress: [allow(100, tcp(443, 443))] };
    expect(withAcl(outwards, "public").hops).toMatchObject({ services: "blocked: network-acl-return" });
    expect(withAcl({ ingress: [allow(100)], egress: [allow(100)] }, "public").mapping.verdict).toBe("works");
  });

  test("that of the endpoints' subnets too, unless it is the broker's own", () => {
    const closed = { vpc_id: VPC, subnet_ids: [ref("aws_subnet.endpoints.id")] };
    const apart: Changes = {
      "aws_subnet.endpoints": { vpc_id: VPC, cidr_block: "10.0.9.0/24" },
      "aws_vpc_endpoint.sts": { subnet_ids: [ref("aws_subnet.endpoints.id")] },
    };
    const stack = changed(WITH_ENDPOINTS, apart);
    expect(verdictOn(stack).mapping.verdict).toBe("works");
    const { mapping } = verdictOn(changed(stack, { "aws_network_acl.own": closed }));
    expect(mapping.hops.filter(({ verdict }) => verdict === "blocked").map(({ target }) => target)).toEqual(["sts"]);
  });

  test("between the subnets of a cluster they apply to the broker", () => {
    const cluster: Changes = {
      "aws_subnet.second": { vpc_id: VPC, cidr_block: "10.0.2.0/24", availability_zone: "eu-west-1b" },
      "aws_route_table_association.second": {
        subnet_id: ref("aws_subnet.second.id"),
        route_table_id: ref("aws_route_table.private.id"),
      },
      "aws_mq_broker.orders": {
        deployment_mode: "CLUSTER_MULTI_AZ",
        subnet_ids: [ref("aws_subnet.private.id"), ref("aws_subnet.second.id")],
      },
    };
    const verdict = withAcl(
      { ingress: [allow(100, tcp(1024, 65535))], egress: [allow(100, tcp(443, 443))] },
      "private",
      cluster,
    );
    expect(verdict.to("broker", "aws_subnet.private")).toMatchObject({ verdict: "blocked", reason: "network-acl" });
    expect(verdict.to("broker", "aws_subnet.second")).toMatchObject({
      verdict: "blocked",
      reason: "network-acl-return",
    });
    expect(verdict.to("sts", "aws_subnet.second").verdict).toBe("reachable");
  });
});
