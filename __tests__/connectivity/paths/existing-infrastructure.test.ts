import { planOf, stateOf } from "./applied";
import { type Arguments, type Changes, changed, ref, Verdict, WITH_ENDPOINTS, WITH_NAT } from "./stack";

const REACHED = { broker: "reachable", services: "reachable" };
const GROUP = ref("aws_security_group.broker.id");
const VPC = ref("aws_vpc.main.id");
const between = (before: Changes, changes: Changes) => new Verdict([planOf(before, changed(before, changes))]);

describe("a state", () => {
  test.each([
    ["with a NAT gateway", WITH_NAT],
    ["with endpoints", WITH_ENDPOINTS],
  ])("of a stack that works, %s", (_, stack) => {
    expect(new Verdict([stateOf(stack)]).hops).toEqual({ broker: "reachable", services: "reachable" });
  });

  test("a plan that changes nothing", () => {
    expect(new Verdict([planOf(WITH_NAT, WITH_NAT)]).hops).toEqual(REACHED);
  });
});

describe("rules that a refreshed group lists as its own", () => {
  const self: Arguments = { from_port: 5671, to_port: 5671, protocol: "tcp", self: true };
  const rule: Arguments = {
    security_group_id: GROUP,
    referenced_security_group_id: GROUP,
    ip_protocol: "tcp",
    from_port: 5671,
    to_port: 5671,
  };
  const stack = changed(WITH_NAT, {
    "aws_security_group.broker": { ingress: [self] },
    "aws_vpc_security_group_ingress_rule.amqps": rule,
  });

  test("are no contradiction", () => {
    expect(new Verdict([planOf(stack, stack)]).hops).toEqual(REACHED);
  });

  test("are gone when the plan destroys them", () => {
    const verdict = between(stack, { "aws_vpc_security_group_ingress_rule.amqps": null });
    expect(verdict.hops).toEqual({ broker: "blocked: security-group-ingress", services: "reachable" });
    expect(verdict.to("broker")).toMatchObject({
      resource: "aws_vpc_security_group_ingress_rule.amqps",
      explanation:
        "aws_security_group.broker lets nothing in on TCP 5671 from the mapping's interfaces in aws_subnet.private (with aws_security_group.broker): the plan destroys aws_vpc_security_group_ingress_rule.amqps.",
      remedy: "Keep aws_vpc_security_group_ingress_rule.amqps.",
    });
  });

  test("are what the plan makes of them", () => {
    const verdict = between(stack, { "aws_vpc_security_group_ingress_rule.amqps": { from_port: 5672, to_port: 5672 } });
    expect(verdict.hops).toEqual({ broker: "blocked: security-group-ingress", services: "reachable" });
  });

  test("stay when another resource holds the same", () => {
    const twice = changed(stack, {
      "aws_security_group_rule.same": {
        type: "ingress",
        protocol: "tcp",
        security_group_id: GROUP,
        self: true,
        from_port: 5671,
        to_port: 5671,
      },
    });
    expect(between(twice, { "aws_vpc_security_group_ingress_rule.amqps": null }).hops).toEqual(REACHED);
  });
});

describe("routes that a refreshed table lists as its own", () => {
  const NAT = ref("aws_nat_gateway.main.id");
  const stack = changed(WITH_NAT, {
    "aws_route_table.private": { route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: NAT }] },
  });

  test("are gone when the plan destroys them", () => {
    const verdict = between(stack, { "aws_route.private": null });
    expect(verdict.hops).toEqual({ broker: "reachable", services: "blocked: no-route-out" });
    expect(verdict.to("sts")).toMatchObject({
      resource: "aws_route.private",
      explanation:
        "There is no IPv4 route to the internet: the plan destroys aws_route.private, the default route of aws_route_table.private; aws_vpc.main has no endpoint for STS either.",
      remedy: "Keep aws_route.private.",
    });
    expect(between(stack, { "aws_route.public": null }).to("sts")).toMatchObject({
      reason: "nat-gateway-without-internet",
      resource: "aws_route.public",
      explanation:
        "aws_nat_gateway.main has no way to the internet itself: the plan destroys aws_route.public, the default route of aws_route_table.public.",
      remedy: "Keep aws_route.public.",
    });
  });

  test("are what the plan makes of them", () => {
    const away = between(stack, { "aws_route.private": { destination_cidr_block: "10.8.0.0/16" } });
    expect(away.hops).toMatchObject({ services: "blocked: no-route-out" });
    const wrong = between(stack, {
      "aws_route.private": { nat_gateway_id: null, gateway_id: ref("aws_internet_gateway.main.id") },
    });
    expect(wrong.hops).toMatchObject({ services: "blocked: internet-gateway-private-address" });
  });

  test("a route whose target is gone is a black hole", () => {
    expect(between(stack, { "aws_route.private": { state: "blackhole" } }).hops).toMatchObject({
      services: "blocked: route-blackhole",
    });
  });
});

describe("entries that a refreshed network ACL lists as its own", () => {
  const open: Arguments = {
    action: "allow",
    protocol: "-1",
    from_port: 0,
    to_port: 0,
    cidr_block: "0.0.0.0/0",
    rule_no: 100,
  };
  const rule = (egress: boolean): Arguments => ({
    network_acl_id: ref("aws_network_acl.own.id"),
    rule_number: 100,
    rule_action: "allow",
    protocol: "-1",
    cidr_block: "0.0.0.0/0",
    egress,
  });
  const stack = changed(WITH_NAT, {
    "aws_network_acl.own": { vpc_id: VPC, subnet_ids: [ref("aws_subnet.private.id")], ingress: [open], egress: [open] },
    "aws_network_acl_rule.in": rule(false),
    "aws_network_acl_rule.out": rule(true),
  });

  test("are gone when the plan destroys them, and changed when it changes them", () => {
    expect(new Verdict([stateOf(stack)]).hops).toEqual(REACHED);
    expect(between(stack, { "aws_network_acl_rule.in": null }).hops).toMatchObject({
      services: "blocked: network-acl-return",
    });
    expect(between(stack, { "aws_network_acl_rule.out": { rule_action: "deny" } }).hops).toMatchObject({
      services: "blocked: network-acl",
    });
  });
});

describe("subnets that a refreshed network ACL lists as its own", () => {
  const closed: Arguments = { vpc_id: VPC, subnet_ids: [ref("aws_subnet.private.id")] };
  const open: Arguments = {
    action: "allow",
    protocol: "-1",
    from_port: 0,
    to_port: 0,
    cidr_block: "0.0.0.0/0",
    rule_no: 100,
  };
  const association = { network_acl_id: ref("aws_network_acl.closed.id"), subnet_id: ref("aws_subnet.private.id") };
  const stack = changed(WITH_NAT, {
    "aws_network_acl.closed": closed,
    "aws_network_acl_association.closed": association,
  });

  test("go back to the default one when the association is destroyed", () => {
    expect(new Verdict([stateOf(stack)]).hops).toMatchObject({ services: "blocked: network-acl" });
    expect(between(stack, { "aws_network_acl_association.closed": null }).hops).toEqual(REACHED);
  });

  test("are those of the ACL that the plan gives them", () => {
    const moved = between(changed(WITH_NAT, { "aws_network_acl.closed": closed }), {
      "aws_network_acl.an_open": { ...closed, ingress: [open], egress: [open] },
    });
    expect(moved.hops).toEqual(REACHED);
  });
});

describe("endpoints", () => {
  test("one that the plan destroys is named", () => {
    const verdict = between(WITH_ENDPOINTS, { "aws_vpc_endpoint.sts": null });
    expect(verdict.to("sts")).toMatchObject({
      verdict: "blocked",
      reason: "endpoint-destroyed",
      resource: "aws_vpc_endpoint.sts",
      remedy: "Keep aws_vpc_endpoint.sts.",
    });
    expect(verdict.to("lambda").verdict).toBe("reachable");
  });

  test("what a destroyed association added goes with it", () => {
    const association = {
      vpc_endpoint_id: ref("aws_vpc_endpoint.sts.id"),
      security_group_id: ref("aws_security_group.endpoints.id"),
    };
    const stack = changed(WITH_ENDPOINTS, { "aws_vpc_endpoint_security_group_association.sts": association });
    const closed: Changes = { "aws_security_group.closed": { vpc_id: VPC } };
    const both = changed(stack, {
      ...closed,
      "aws_vpc_endpoint.sts": {
        security_group_ids: [ref("aws_security_group.closed.id"), ref("aws_security_group.endpoints.id")],
      },
    });
    expect(new Verdict([stateOf(both)]).hops).toEqual(REACHED);
    const verdict = between(both, { "aws_vpc_endpoint_security_group_association.sts": null });
    expect(verdict.to("sts")).toMatchObject({ verdict: "blocked", reason: "security-group-ingress" });
  });

  test("a switch of private DNS counts more than what the endpoint shows", () => {
    const stack = changed(WITH_ENDPOINTS, {
      "aws_vpc_endpoint_private_dns.sts": {
        vpc_endpoint_id: ref("aws_vpc_endpoint.sts.id"),
        private_dns_enabled: true,
      },
    });
    const verdict = between(stack, { "aws_vpc_endpoint_private_dns.sts": { private_dns_enabled: false } });
    expect(verdict.to("sts")).toMatchObject({ verdict: "blocked", reason: "endpoint-private-dns-off" });
  });
});
