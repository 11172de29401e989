import { type Changes, changed, ref, SERVICES, verdictOn } from "../../paths/stack";
import { ACTIVEMQ, admitting, BROKER, STANDBY } from "./stack";

const REACHED = { broker: "reachable", services: "reachable" };

test("ActiveMQ is polled on 61617", () => {
  const verdict = verdictOn(ACTIVEMQ);
  expect(verdict.mapping.verdict).toBe("works");
  expect(verdict.mapping.hops.map(({ target, port }) => [target, port])).toEqual([
    ["broker", 61617],
    ...SERVICES.map((service) => [service, 443]),
  ]);
  expect(verdict.to("broker").explanation).toBe(
    "The broker's name resolves, and its security groups and network ACLs let the mapping's interfaces in on 61617.",
  );
});

test("RabbitMQ's port does not do", () => {
  const verdict = verdictOn(changed(ACTIVEMQ, { "aws_security_group.broker": admitting({ self: true }, 5671) }));
  expect(verdict.hops).toEqual({ broker: "blocked: security-group-ingress", services: "reachable" });
  expect(verdict.to("broker").explanation).toBe(
    "aws_security_group.broker lets nothing in on TCP 61617 from the mapping's interfaces in aws_subnet.private (with aws_security_group.broker): the nearest rule, its own, is for TCP 5671.",
  );
});

describe("an active and a standby broker", () => {
  test("work where each subnet reaches the services and both addresses", () => {
    const { mapping, hops } = verdictOn(STANDBY);
    expect([mapping.verdict, hops]).toEqual(["works", REACHED]);
    expect(new Set(mapping.hops.map(({ from }) => from))).toEqual(new Set(["aws_subnet.private", "aws_subnet.second"]));
  });

  test("fail where one of the subnets reaches no service", () => {
    const verdict = verdictOn(changed(STANDBY, { "aws_route_table_association.second": null }));
    expect(verdict.mapping.verdict).toBe("fails");
    expect(verdict.to("sts", "aws_subnet.private").verdict).toBe("reachable");
    expect(verdict.to("sts", "aws_subnet.second").verdict).toBe("blocked");
  });

  test("fail where a network ACL lets nothing from one to the other", () => {
    const all = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0", action: "allow", rule_no: 200 };
    const denied = { protocol: "tcp", from_port: 61617, to_port: 61617, cidr_block: "10.0.1.0/24" };
    const acl = {
      vpc_id: ref("aws_vpc.main.id"),
      subnet_ids: [ref("aws_subnet.second.id")],
      ingress: [{ ...denied, action: "deny", rule_no: 100 }, all],
      egress: [all],
    };
    const verdict = verdictOn(changed(STANDBY, { "aws_network_acl.second": acl }));
    expect(verdict.to("broker", "aws_subnet.private")).toMatchObject({
      verdict: "blocked",
      reason: "network-acl",
      resource: "aws_network_acl.second",
    });
  });
});

describe("a public broker", () => {
  const onPublic = (group: Changes[string], values = {}) =>
    verdictOn(
      changed(ACTIVEMQ, {
        [BROKER]: { publicly_accessible: true, subnet_ids: [ref("aws_subnet.public.id")], ...values },
        "aws_security_group.broker": group,
      }),
    );

  test("may have security groups, and works where they let the internet in on 61617", () => {
    const { mapping, hops } = onPublic(admitting({ cidr_blocks: ["0.0.0.0/0"] }));
    expect([mapping.verdict, hops]).toEqual(["works", REACHED]);
    expect(mapping.hops.map(({ from, via }) => [from, via])).toEqual(Array(4).fill([null, "public"]));
  });

  test("fails where they do not, and the services are reached all the same", () => {
    const verdict = onPublic(admitting({ self: true }));
    expect(verdict.hops).toEqual({ broker: "blocked: security-group-ingress", services: "reachable" });
    expect(verdict.to("broker")).toMatchObject({
      from: null,
      resource: "aws_security_group.broker",
      explanation:
        "aws_security_group.broker lets nothing in on TCP 61617 from Lambda's own network, which has no fixed addresses: the nearest rule, its own, is for other addresses or groups.",
      remedy:
        "Give aws_security_group.broker an ingress rule for TCP 61617 from Lambda's own network, which has no fixed addresses.",
    });
  });

  test("is unknown where they let in a part of the internet, or it names none", () => {
    expect(onPublic(admitting({ cidr_blocks: ["52.0.0.0/8"] })).hops).toEqual({
      broker: "unknown: security-group-in-part",
      services: "reachable",
    });
    expect(onPublic(admitting({ self: true }), { security_groups: null, subnet_ids: null }).hops).toEqual({
      broker: "unknown: security-group-unknown",
      services: "reachable",
    });
  });

  test.each([
    ["what holds either way holds", { cidr_blocks: ["0.0.0.0/0"] }, "reachable"],
    [
      "a group that admits itself only lets pollers in on a private one",
      { self: true },
      "unknown: broker-placement-unknown",
    ],
  ])("where it may be private: %s", (_, peer, broker) => {
    const stack = changed(ACTIVEMQ, {
      [BROKER]: { publicly_accessible: ref("var.public") },
      "aws_security_group.broker": admitting(peer),
    });
    expect(verdictOn(stack).hops).toEqual({ broker, services: "reachable" });
  });
});
