import { planOf, stateOf } from "./applied";
import { type Arguments, type Changes, changed, SERVICES, Verdict, WITH_NAT, without } from "./stack";

/** A VPC of others, looked up: by data sources as a plan shows them once they are read. */
const VPC = "vpc-0a1b";
const SUBNET = "subnet-0a1b";
const PUBLIC = "subnet-0c2d";
const ACL = "acl-0a1b:network-acl-open";
const BY_SUBNET = "association.subnet-id";

const filter = (values: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(values).map(([name, listed]) => ({ name, values: listed }));
const subnet = (id: string, cidr_block: string): Arguments => ({ id, vpc_id: VPC, cidr_block });
const table = (id: string, routes: readonly object[], main = false): Arguments => ({
  id,
  route_table_id: id,
  vpc_id: VPC,
  routes,
  associations: main ? [{ main: true, subnet_id: "" }] : [],
});
const toNat = { cidr_block: "0.0.0.0/0", nat_gateway_id: "nat-0a1b" };
const toInternet = { cidr_block: "0.0.0.0/0", gateway_id: "igw-0a1b" };

const LOOKED_UP: Changes = changed(
  changed(
    WITH_NAT,
    without(
      ...Object.keys(WITH_NAT).filter((address) =>
        /^aws_(vpc|subnet|route|route_table|route_table_association|internet_gateway|nat_gateway|eip)\./.test(address),
      ),
    ),
  ),
  {
    "data.aws_vpc.main": {
      id: VPC,
      cidr_block: "10.0.0.0/16",
      cidr_block_associations: [{ cidr_block: "10.0.0.0/16" }],
      enable_dns_support: true,
      enable_dns_hostnames: true,
      main_route_table_id: "rtb-main",
      dhcp_options_id: "dopt-0a1b",
    },
    "data.aws_subnet.broker": subnet(SUBNET, "10.0.1.0/24"),
    "data.aws_route_tables.broker": { filter: filter({ [BY_SUBNET]: [SUBNET] }), ids: ["rtb-private"] },
    "data.aws_route_table.broker": table("rtb-private", [toNat]),
    "data.aws_network_acls.broker": { filter: filter({ [BY_SUBNET]: [SUBNET] }), ids: ["acl-0a1b"] },
    "data.aws_nat_gateway.nat": {
      id: "nat-0a1b",
      connectivity_type: "public",
      subnet_id: PUBLIC,
      vpc_id: VPC,
      state: "available",
    },
    "data.aws_subnet.nat": subnet(PUBLIC, "10.0.2.0/24"),
    "data.aws_route_tables.nat": { filter: filter({ [BY_SUBNET]: [PUBLIC] }), ids: ["rtb-public"] },
    "data.aws_route_table.nat": table("rtb-public", [toInternet]),
    "data.aws_network_acls.nat": { filter: filter({ [BY_SUBNET]: [PUBLIC] }), ids: ["acl-0a1b"] },
    "data.aws_internet_gateway.main": { id: "igw-0a1b", attachments: [{ vpc_id: VPC, state: "available" }] },
    "data.aws_network_interfaces.endpoints": {
      filter: filter({ "vpc-id": [VPC], "interface-type": ["vpc_endpoint"] }),
      ids: [],
    },
    "aws_security_group.broker": { vpc_id: VPC },
    "aws_mq_broker.orders": { subnet_ids: [SUBNET] },
  },
);

const verdictOf = (changes: Changes = {}, ...assume: readonly string[]) =>
  new Verdict([stateOf(changed(LOOKED_UP, changes))], assume);
/** With its network ACL asserted, which no data source shows. */
const openAt = (changes: Changes) => verdictOf(changes, ACL).hops.services;

/** An interface endpoint in the broker's subnet, as a data source shows it. */
const endpoint = (service: string): Arguments => ({
  id: `vpce-${service}`,
  vpc_id: VPC,
  service_name: `com.amazonaws.eu-west-1.${service}`,
  vpc_endpoint_type: "Interface",
  private_dns_enabled: true,
  ip_address_type: "ipv4",
  subnet_ids: [SUBNET],
  security_group_ids: ["sg-0e"],
  network_interface_ids: [`eni-${service}`],
  policy: "",
});

describe("a way to the internet that data sources show", () => {
  test("is open for the network ACL alone, and names that", () => {
    const verdict = verdictOf();
    expect(verdict.hops).toEqual({ broker: "reachable", services: "unknown: network-acl-unknown" });
    for (const service of SERVICES) expect(verdict.to(service).assumable).toEqual([ACL]);
    expect(openAt({})).toBe("reachable");
  });

  test("is no matter of what somebody asserts of the VPC's default ACL: the subnet's may be another", () => {
    expect(verdictOf({}, "data.aws_vpc.main:default-network-acl-open").hops.services).toBe(
      "unknown: network-acl-unknown",
    );
  });

  test("by the VPC's main table, where the subnet has none of its own", () => {
    const onMain: Changes = {
      "data.aws_route_tables.broker": { ids: [] },
      "data.aws_route_table.broker": table("rtb-main", [toNat], true),
    };
    expect(openAt(onMain)).toBe("reachable");
    expect(openAt(changed(onMain, { "data.aws_route_table.broker": { routes: [] } }))).toBe("blocked: no-route-out");
    expect(openAt(changed(onMain, { "data.aws_route_table.broker": null }))).toBe("unknown: route-table-unknown");
  });

  test.each<[string, Changes]>([
    ["another filter", { filter: filter({ [BY_SUBNET]: [SUBNET], "tag:Tier": ["private"] }) }],
    ["tags", { tags: { Tier: "private" } }],
    ["two values", { filter: filter({ [BY_SUBNET]: [SUBNET, PUBLIC] }) }],
    ["no filter", { filter: [] }],
  ] as [string, Changes][])("a look-up by %s does not show that a subnet is on the main table", (_, list) => {
    const onMain: Changes = {
      "data.aws_route_tables.broker": { ids: [], ...list } as Arguments,
      "data.aws_route_table.broker": table("rtb-main", [toNat], true),
    };
    expect(openAt(onMain)).toBe("unknown: route-table-unknown");
  });

  test.each<[string, Changes, string]>([
    ["nowhere", { "data.aws_route_table.nat": { routes: [] } }, "nat-gateway-without-internet"],
    [
      "to a gateway of another VPC",
      { "data.aws_internet_gateway.main": { attachments: [{ vpc_id: "vpc-0e" }] } },
      "internet-gateway-detached",
    ],
    ["as a private one", { "data.aws_nat_gateway.nat": { connectivity_type: "private" } }, "nat-gateway-private"],
  ])("a NAT gateway that leads %s is none", (_, changes, code) => {
    expect(openAt(changes)).toBe(`blocked: ${code}`);
  });

  const alive = { vpc_id: VPC, filter: filter({ state: ["pending", "available"] }), ids: ["nat-0f"] };
  test.each<[string, Arguments, string]>([
    ["all that are alive", alive, "blocked: route-blackhole"],
    ["all there are", { ...alive, filter: [] }, "blocked: route-blackhole"],
    [
      "those that are available: one may be on its way",
      { ...alive, filter: filter({ state: ["available"] }) },
      "unknown: gateway-unknown",
    ],
    ["those of another VPC", { ...alive, vpc_id: "vpc-0e" }, "unknown: gateway-unknown"],
    ["some by a tag", { ...alive, tags: { Name: "nat" } }, "unknown: gateway-unknown"],
    ["it among others", { ...alive, ids: ["nat-0f", "nat-0a1b"] }, "unknown: gateway-unknown"],
  ])("a NAT gateway that no data source shows, and one lists %s", (_, list, services) => {
    const gone: Changes = { "data.aws_nat_gateway.nat": null, "data.aws_nat_gateways.alive": list };
    expect(openAt(gone)).toBe(services);
  });

  test("what lies behind a NAT gateway can be asserted, and says nothing of the subnet's network ACL", () => {
    const hidden: Changes = { "data.aws_nat_gateway.nat": null };
    const fact = "nat-0a1b:leads-to-aws-services";
    expect(verdictOf(hidden, fact).to("sts")).toMatchObject({ verdict: "unknown", assumable: [ACL] });
    expect(verdictOf(hidden, fact, ACL).hops.services).toBe("reachable");
  });
});

describe("interface endpoints that data sources show", () => {
  const list = { "data.aws_network_interfaces.endpoints": { ids: ["eni-sts"] } };

  test("are all that there are where each of their interfaces is one of them", () => {
    const other: Changes = {
      ...list,
      "data.aws_vpc_endpoint.other": { ...endpoint("ec2"), network_interface_ids: ["eni-sts"] },
    };
    expect(openAt(other)).toBe("reachable");
    expect(openAt(list)).toBe("unknown: endpoint-hidden");
  });

  test.each<[string, Arguments]>([
    ["other interfaces", { filter: filter({ "vpc-id": [VPC], "interface-type": ["nat_gateway"] }) }],
    ["those of another VPC", { filter: filter({ "vpc-id": ["vpc-0e"], "interface-type": ["vpc_endpoint"] }) }],
    ["those of a subnet", { filter: filter({ "vpc-id": [VPC], "subnet-id": [SUBNET] }) }],
    ["those with a tag", { tags: { Name: "sts" } }],
  ])("a list of %s does not show that there is none", (_, changes) => {
    expect(openAt({ "data.aws_network_interfaces.endpoints": changes })).toBe("unknown: endpoint-hidden");
  });

  test("no assertion of an open endpoint makes up for a missing route, where there is no endpoint", () => {
    const stuck: Changes = { "data.aws_route_table.broker": { routes: [] } };
    const open = SERVICES.map((service) => `data.aws_vpc.main:${service}-endpoint-open`);
    const verdict = verdictOf(stuck, ACL, ...open);
    expect(verdict.hops.services).toBe("blocked: no-route-out");
    expect(verdict.mapping.assumptions).toEqual([]);
  });

  test("one takes its service's name, whoever knows of it: a NAT gateway does not help where it is shut", () => {
    const shut: Changes = {
      ...list,
      "data.aws_vpc_endpoint.sts": endpoint("sts"),
      "data.aws_vpc_security_group_rules.sts": { filter: filter({ "group-id": ["sg-0e"] }), ids: null },
    };
    expect(verdictOf(shut, ACL).to("sts")).toMatchObject({ verdict: "blocked", reason: "security-group-ingress" });
    expect(verdictOf(shut, ACL).to("lambda").verdict).toBe("reachable");
  });

  test("one beside which the input makes another is refused", () => {
    const second: Changes = {
      ...list,
      "data.aws_vpc_endpoint.sts": endpoint("sts"),
      "aws_vpc_endpoint.sts": { ...endpoint("sts"), id: "vpce-second", network_interface_ids: ["eni-second"] },
    };
    expect(verdictOf(second, ACL).mapping.findings.map(({ rule }) => rule)).toContain("duplicate-private-dns");
  });
});

test("resolvers of one's own, which the VPC's DHCP options name, may answer anything", () => {
  const options = (server: string): Changes => ({
    "data.aws_vpc_dhcp_options.main": { id: "dopt-0a1b", domain_name_servers: [server] },
  });
  expect(openAt(options("AmazonProvidedDNS"))).toBe("reachable");
  expect(openAt(options("10.0.0.53"))).toBe("unknown: dns-resolvers-hidden");
});

describe("a rule of ours in a group of others, which data sources show as it was", () => {
  const id = "sgr-0a1b";
  const rule: Arguments = {
    id,
    security_group_rule_id: id,
    security_group_id: "sg-0e",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    cidr_ipv4: "10.0.0.0/16",
  };
  const before = changed(LOOKED_UP, {
    "data.aws_network_interfaces.endpoints": { ids: ["eni-sts"] },
    "data.aws_vpc_endpoint.sts": endpoint("sts"),
    "data.aws_vpc_security_group_rules.sts": { filter: filter({ "group-id": ["sg-0e"] }), ids: [id] },
    "data.aws_vpc_security_group_rule.sts": { ...rule, is_egress: false },
    "aws_vpc_security_group_ingress_rule.ours": rule,
  });
  const sts = (changes: Changes) => new Verdict([planOf(before, changed(before, changes))], [ACL]).to("sts");

  test("counts as it is", () => {
    expect(sts({}).verdict).toBe("reachable");
  });

  test.each<[string, Arguments | null]>([
    ["counts no more when the plan destroys it", null],
    ["counts as the plan makes it", { cidr_ipv4: "192.0.2.0/24" }],
  ])("%s", (_, change) => {
    expect(sts({ "aws_vpc_security_group_ingress_rule.ours": change })).toMatchObject({
      verdict: "blocked",
      reason: "security-group-ingress",
    });
  });
});

test("an endpoint in another subnet is behind the network ACLs of both, and each is named by its own id", () => {
  const elsewhere = changed(LOOKED_UP, {
    "data.aws_route_table.broker": { routes: [] },
    "data.aws_network_acls.nat": { ids: ["acl-0c2d"] },
    "data.aws_security_group.endpoints": { id: "sg-0e", vpc_id: VPC },
    "data.aws_network_interfaces.endpoints": { ids: ["eni-sts"] },
    "data.aws_vpc_endpoint.sts": { ...endpoint("sts"), subnet_ids: [PUBLIC] },
    "data.aws_vpc_security_group_rules.sts": { filter: filter({ "group-id": ["sg-0e"] }), ids: ["sgr-0a1b"] },
    "data.aws_vpc_security_group_rule.sts": {
      id: "sgr-0a1b",
      security_group_id: "sg-0e",
      is_egress: false,
      ip_protocol: "-1",
      cidr_ipv4: "10.0.0.0/16",
    },
  });
  const sts = (...assume: readonly string[]) => new Verdict([stateOf(elsewhere)], assume).to("sts");
  expect([...sts().assumable].sort()).toEqual([ACL, "acl-0c2d:network-acl-open"]);
  expect(sts(ACL).assumable).toEqual(["acl-0c2d:network-acl-open"]);
  expect(sts(ACL, "acl-0c2d:network-acl-open").verdict).toBe("reachable");
});

describe("what data sources show as it was, and the plan changes", () => {
  const planned = (before: Changes, changes: Changes, ...assume: readonly string[]) => {
    const then = changed(LOOKED_UP, before);
    return new Verdict([planOf(then, changed(then, changes))], [ACL, ...assume]);
  };
  const services = (before: Changes, changes: Changes) => planned(before, changes).hops.services;

  describe("a subnet's association with a route table", () => {
    const association = { "aws_route_table_association.ours": { subnet_id: SUBNET, route_table_id: "rtb-private" } };
    const main = { "data.aws_route_table.main": table("rtb-main", [], true) };

    test("counts as long as it is there", () => {
      expect(services({ ...association, ...main }, {})).toBe("reachable");
    });

    test("once the plan destroys it, the subnet has the VPC's main table", () => {
      expect(services({ ...association, ...main }, { "aws_route_table_association.ours": null })).toBe(
        "blocked: no-route-out",
      );
      expect(services(association, { "aws_route_table_association.ours": null })).toBe("unknown: route-table-unknown");
    });
  });

  describe("a subnet's network ACL", () => {
    const entry = { rule_no: 100, action: "allow", protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" };
    const open: Arguments = { id: "acl-ours", vpc_id: VPC, ingress: [entry], egress: [entry] };
    const looked = { "data.aws_network_acls.broker": { ids: ["acl-ours"] } };

    test("counts as long as it is the subnet's", () => {
      expect(services({ ...looked, "aws_network_acl.ours": { ...open, subnet_ids: [SUBNET] } }, {})).toBe("reachable");
      expect(services({ ...looked, "aws_network_acl.ours": open }, {})).toBe("reachable");
    });

    test("once the plan takes the subnet from it, what the subnet has is not shown", () => {
      const listed = { ...looked, "aws_network_acl.ours": { ...open, subnet_ids: [SUBNET] } };
      expect(services(listed, { "aws_network_acl.ours": { subnet_ids: ["subnet-0e"] } })).toBe(
        "unknown: network-acl-unknown",
      );
    });

    test("once the plan destroys its association, what the subnet has is not shown", () => {
      const associated = {
        ...looked,
        "aws_network_acl.ours": open,
        "aws_network_acl_association.ours": { subnet_id: SUBNET, network_acl_id: "acl-ours" },
      };
      expect(services(associated, { "aws_network_acl_association.ours": null })).toBe("unknown: network-acl-unknown");
    });
  });

  describe("a rule of an endpoint's group", () => {
    const shown = (cidr: string, id: string): Arguments => ({
      id,
      security_group_id: "sg-0e",
      is_egress: false,
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      cidr_ipv4: cidr,
    });
    const before: Changes = {
      "data.aws_network_interfaces.endpoints": { ids: ["eni-sts"] },
      "data.aws_vpc_endpoint.sts": endpoint("sts"),
      "data.aws_vpc_security_group_rules.sts": { filter: filter({ "group-id": ["sg-0e"] }), ids: ["sgr-1", "sgr-2"] },
      "data.aws_vpc_security_group_rule.one": shown("10.0.0.0/16", "sgr-1"),
      "data.aws_vpc_security_group_rule.two": shown("10.1.0.0/16", "sgr-2"),
    };
    // A resource of several ranges has an id that is none of AWS's.
    const several: Changes = {
      "aws_security_group_rule.ours": {
        id: "sgrule-1234",
        security_group_id: "sg-0e",
        type: "ingress",
        protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_blocks: ["10.0.0.0/16", "10.1.0.0/16"],
      },
    };
    const rule = { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["10.0.0.0/16"] };
    const inside: Changes = { "aws_security_group.shared": { id: "sg-0e", vpc_id: VPC, ingress: [rule] } };
    const sts = (held: Changes, changes: Changes) => planned({ ...before, ...held }, changes).to("sts");

    test.each([
      ["of a resource for several ranges", several],
      ["inside the group's resource", inside],
    ])("%s counts as long as it is there", (_, held) => {
      expect(sts(held, {}).verdict).toBe("reachable");
    });

    test.each<[string, Changes, Changes]>([
      ["that the plan destroys along with others of its resource", several, { "aws_security_group_rule.ours": null }],
      [
        "that the plan takes from its resource",
        several,
        { "aws_security_group_rule.ours": { cidr_blocks: ["10.1.0.0/16"] } },
      ],
      ["that the plan takes from its group's resource", inside, { "aws_security_group.shared": { ingress: [] } }],
    ])("%s counts no more", (_, held, changes) => {
      expect(sts(held, changes)).toMatchObject({ verdict: "blocked", reason: "security-group-ingress" });
    });
  });
});

test.each(["failed", "deleting", "deleted"])("a NAT gateway that is %s leads nowhere", (state) => {
  expect(openAt({ "data.aws_nat_gateway.nat": { state } })).toBe("blocked: route-blackhole");
});

test.each(["deleting", "deleted", "failed", "rejected", "expired"])("an endpoint that is %s serves nobody", (state) => {
  const verdict = verdictOf(
    {
      "data.aws_route_table.broker": { routes: [] },
      "data.aws_vpc_endpoint.sts": { ...endpoint("sts"), state },
      "data.aws_vpc_security_group_rules.sts": { filter: filter({ "group-id": ["sg-0e"] }), ids: ["sgr-1"] },
      "data.aws_vpc_security_group_rule.sts": {
        id: "sgr-1",
        security_group_id: "sg-0e",
        is_egress: false,
        ip_protocol: "-1",
        cidr_ipv4: "10.0.0.0/16",
      },
    },
    ACL,
  );
  expect(verdict.to("sts").verdict).toBe("blocked");
});

test.each<[string, Changes, string]>([
  [
    "that a subnet is on the main table",
    { "data.aws_route_tables.broker": { ids: [], region: "us-east-1" } },
    "route-table-unknown",
  ],
  [
    "that there are no endpoints",
    { "data.aws_network_interfaces.endpoints": { region: "us-east-1" } },
    "endpoint-hidden",
  ],
  [
    "that a NAT gateway is gone",
    {
      "data.aws_nat_gateway.nat": null,
      "data.aws_nat_gateways.all": { vpc_id: VPC, filter: [], ids: [], region: "us-east-1" },
    },
    "gateway-unknown",
  ],
])("a look-up in another Region finds nothing, and does not show %s", (_, changes, code) => {
  const here = { region: "eu-west-1" };
  const main = changed(changes, {
    "data.aws_vpc.main": here,
    "data.aws_subnet.broker": here,
    "data.aws_route_table.broker": table("rtb-main", [toNat], true),
  });
  const tables = { "data.aws_route_tables.broker": { ids: [], ...here } };
  expect(openAt(changed(tables, main))).toBe(`unknown: ${code}`);
});

test("who has a subnet by sharing does not see the owner's endpoints: that none is listed does not show that there are none", () => {
  const shared = (caller: string) =>
    openAt({
      "data.aws_vpc.main": { owner_id: "111111111111" },
      "data.aws_caller_identity.own": { account_id: caller },
    });
  expect(shared("111111111111")).toBe("reachable");
  expect(shared("222222222222")).toBe("unknown: endpoint-hidden");
});

test("nor the owner's NAT gateways: one that is not listed may be there", () => {
  const gone = (caller: string) =>
    openAt({
      "data.aws_nat_gateway.nat": null,
      "data.aws_nat_gateways.all": { vpc_id: VPC, filter: [], ids: [] },
      "data.aws_vpc.main": { owner_id: "111111111111" },
      "data.aws_caller_identity.own": { account_id: caller },
    });
  expect(gone("111111111111")).toBe("blocked: route-blackhole");
  // What leads there comes first: it may be an endpoint of the owner's.
  expect(gone("222222222222")).toBe("unknown: endpoint-hidden");
});
