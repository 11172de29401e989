import { type Arguments, type Changes, changed, ref, verdictOn, WITH_NAT, without } from "./stack";

const NAT = ref("aws_nat_gateway.main.id");
const privately = without("aws_route_table.private", "aws_route.private", "aws_route_table_association.private");

describe("spellings of a route to a NAT gateway", () => {
  test.each<[string, Changes]>([
    ["a route of its own", {}],
    [
      "in the table",
      {
        "aws_route.private": null,
        "aws_route_table.private": { route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: NAT }] },
      },
    ],
    [
      "as gateway_id, which AWS takes as well",
      {
        "aws_route.private": null,
        "aws_route_table.private": { route: [{ cidr_block: "0.0.0.0/0", gateway_id: NAT }] },
      },
    ],
    [
      "in two halves",
      {
        "aws_route.private": { destination_cidr_block: "0.0.0.0/1" },
        "aws_route.other_half": {
          route_table_id: ref("aws_route_table.private.id"),
          destination_cidr_block: "128.0.0.0/1",
          nat_gateway_id: NAT,
        },
      },
    ],
    [
      "in the main table, which an association names",
      {
        "aws_route_table_association.private": null,
        "aws_main_route_table_association.main": {
          vpc_id: ref("aws_vpc.main.id"),
          route_table_id: ref("aws_route_table.private.id"),
        },
      },
    ],
    [
      "in the default table, adopted",
      {
        ...privately,
        "aws_default_route_table.main": {
          default_route_table_id: ref("aws_vpc.main.default_route_table_id"),
          route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: NAT }],
        },
      },
    ],
    [
      "in the main table, not adopted",
      {
        ...privately,
        "aws_route.main": {
          route_table_id: ref("aws_vpc.main.main_route_table_id"),
          destination_cidr_block: "0.0.0.0/0",
          nat_gateway_id: NAT,
        },
      },
    ],
    [
      "beside a route to one's own network",
      {
        "aws_route.office": {
          route_table_id: ref("aws_route_table.private.id"),
          destination_cidr_block: "10.0.0.0/8",
          transit_gateway_id: "tgw-0123",
        },
      },
    ],
    [
      "with an internet gateway attached by a resource of its own",
      {
        "aws_internet_gateway.main": { vpc_id: null },
        "aws_internet_gateway_attachment.main": {
          vpc_id: ref("aws_vpc.main.id"),
          internet_gateway_id: ref("aws_internet_gateway.main.id"),
        },
      },
    ],
    [
      "with a virtual private gateway that announces routes beside it",
      {
        "aws_vpn_gateway.office": { vpc_id: ref("aws_vpc.main.id") },
        "aws_vpn_gateway_route_propagation.private": {
          route_table_id: ref("aws_route_table.private.id"),
          vpn_gateway_id: ref("aws_vpn_gateway.office.id"),
        },
      },
    ],
    [
      "with a NAT gateway of the whole VPC",
      {
        "aws_nat_gateway.main": {
          subnet_id: null,
          allocation_id: null,
          vpc_id: ref("aws_vpc.main.id"),
          availability_mode: "regional",
        },
      },
    ],
  ])("%s", (_, changes) => {
    const verdict = verdictOn(changed(WITH_NAT, changes));
    expect(verdict.hops).toEqual({ broker: "reachable", services: "reachable" });
    expect(verdict.to("sts").via).toBe("nat-gateway");
  });
});

describe("a route of which the input does not show the table", () => {
  const somewhere = ref("data.terraform_remote_state.network.outputs.table");
  const another = (destination: string) => ({
    "data.terraform_remote_state.network": { backend: "s3" },
    "aws_route.other": {
      route_table_id: somewhere,
      destination_cidr_block: destination,
      gateway_id: ref("aws_internet_gateway.main.id"),
    },
  });

  test("may be the one that is missing", () => {
    const changes = { ...another("10.0.0.0/8"), "aws_route.private": { route_table_id: somewhere } };
    const verdict = verdictOn(changed(WITH_NAT, changes));
    expect(verdict.hops).toEqual({ broker: "reachable", services: "unknown: route-table-unknown" });
    expect(verdict.to("sts").explanation).toBe(
      "Which route of aws_route_table.private wins is not in this input: the input does not show which route table aws_route.private is in.",
    );
  });

  test("may win where it is for a part", () => {
    expect(verdictOn(changed(WITH_NAT, another("52.0.0.0/8"))).hops).toEqual({
      broker: "reachable",
      services: "unknown: route-table-unknown",
    });
  });

  test("is another table's where the table has one for the same destination", () => {
    expect(verdictOn(changed(WITH_NAT, another("0.0.0.0/0"))).hops).toEqual({
      broker: "reachable",
      services: "reachable",
    });
  });
});

describe("ways that lead nowhere", () => {
  test.each<[string, Changes, string, string]>([
    ["no association", without("aws_route_table_association.private"), "no-route-out", "aws_subnet.private"],
    ["no route", without("aws_route.private"), "no-route-out", "aws_route_table.private"],
    [
      "a route for a part",
      { "aws_route.private": { destination_cidr_block: "10.0.0.0/8" } },
      "no-route-out",
      "aws_route_table.private",
    ],
    [
      "IPv6 only",
      { "aws_route.private": { destination_cidr_block: null, destination_ipv6_cidr_block: "::/0" } },
      "no-route-out",
      "aws_route_table.private",
    ],
    [
      "an internet gateway",
      { "aws_route.private": { nat_gateway_id: null, gateway_id: ref("aws_internet_gateway.main.id") } },
      "internet-gateway-private-address",
      "aws_route.private",
    ],
    ["no target", { "aws_route.private": { nat_gateway_id: null } }, "route-blackhole", "aws_route.private"],
    [
      "an egress-only internet gateway",
      {
        "aws_route.private": {
          nat_gateway_id: null,
          egress_only_gateway_id: ref("aws_egress_only_internet_gateway.main.id"),
        },
        "aws_egress_only_internet_gateway.main": { vpc_id: ref("aws_vpc.main.id") },
      },
      "route-blackhole",
      "aws_route.private",
    ],
    [
      "a peering connection",
      {
        "aws_vpc_peering_connection.shared": {
          vpc_id: ref("aws_vpc.main.id"),
          peer_vpc_id: "vpc-0123",
          auto_accept: true,
        },
        "aws_route.private": {
          nat_gateway_id: null,
          vpc_peering_connection_id: ref("aws_vpc_peering_connection.shared.id"),
        },
      },
      "peering-not-transitive",
      "aws_route.private",
    ],
    [
      "a NAT gateway in the private subnet",
      { "aws_nat_gateway.main": { subnet_id: ref("aws_subnet.private.id") } },
      "nat-gateway-without-internet",
      "aws_nat_gateway.main",
    ],
    [
      "a NAT gateway whose subnet has no route out",
      without("aws_route.public"),
      "nat-gateway-without-internet",
      "aws_nat_gateway.main",
    ],
    [
      "a NAT gateway whose subnet is associated with no table",
      without("aws_route_table_association.public"),
      "nat-gateway-without-internet",
      "aws_nat_gateway.main",
    ],
    [
      "a private NAT gateway",
      { "aws_nat_gateway.main": { connectivity_type: "private", allocation_id: null } },
      "nat-gateway-private",
      "aws_nat_gateway.main",
    ],
    [
      "a NAT gateway without address",
      { "aws_nat_gateway.main": { allocation_id: null } },
      "nat-gateway-without-address",
      "aws_nat_gateway.main",
    ],
    [
      "an internet gateway that is not attached",
      { "aws_internet_gateway.main": { vpc_id: null } },
      "internet-gateway-detached",
      "aws_internet_gateway.main",
    ],
    [
      "a NAT gateway that leads to another",
      {
        "aws_subnet.middle": { vpc_id: ref("aws_vpc.main.id"), cidr_block: "10.0.50.0/24" },
        "aws_nat_gateway.first": { subnet_id: ref("aws_subnet.middle.id"), allocation_id: ref("aws_eip.nat.id") },
        "aws_route_table_association.middle": {
          subnet_id: ref("aws_subnet.middle.id"),
          route_table_id: ref("aws_route_table.middle.id"),
        },
        "aws_route_table.middle": {
          vpc_id: ref("aws_vpc.main.id"),
          route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: NAT }],
        },
        "aws_route.private": { nat_gateway_id: ref("aws_nat_gateway.first.id") },
      },
      "nat-gateway-without-internet",
      "aws_nat_gateway.first",
    ],
    [
      "an internet gateway of another VPC",
      {
        "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
        "aws_internet_gateway.main": { vpc_id: ref("aws_vpc.other.id") },
      },
      "internet-gateway-detached",
      "aws_internet_gateway.main",
    ],
    [
      "a NAT gateway of another VPC",
      { "aws_vpc.other": { cidr_block: "10.9.0.0/16" }, "aws_subnet.public": { vpc_id: ref("aws_vpc.other.id") } },
      "nat-gateway-of-another-vpc",
      "aws_nat_gateway.main",
    ],
    [
      "VPC Block Public Access",
      { "aws_vpc_block_public_access_options.it": { internet_gateway_block_mode: "block-bidirectional" } },
      "public-access-blocked",
      "aws_vpc_block_public_access_options.it",
    ],
  ])("%s", (_, changes, reason, resource) => {
    const verdict = verdictOn(changed(WITH_NAT, changes));
    expect(verdict.hops).toEqual({ broker: "reachable", services: `blocked: ${reason}` });
    expect(verdict.to("lambda").resource).toBe(resource);
    expect(verdict.mapping.verdict).toBe("fails");
  });

  test("VPC Block Public Access says what to exclude", () => {
    const options = { internet_gateway_block_mode: "block-bidirectional" };
    expect(verdictOn(changed(WITH_NAT, { "aws_vpc_block_public_access_options.it": options })).to("sts")).toMatchObject(
      {
        explanation:
          "aws_vpc_block_public_access_options.it blocks all traffic through internet gateways, that of NAT gateways too, and aws_vpc.main is not excluded.",
        remedy:
          "Exclude aws_vpc.main with aws_vpc_block_public_access_exclusion (allow-egress), or create interface endpoints for the services.",
      },
    );
  });

  test.each<[string, string, Arguments | null, string]>([
    ["ingress only", "block-ingress", null, "reachable"],
    ["the VPC is excluded", "block-bidirectional", { vpc_id: ref("aws_vpc.main.id") }, "reachable"],
    ["only a subnet is excluded", "block-bidirectional", { subnet_id: ref("aws_subnet.public.id") }, "unknown"],
    ["another VPC is excluded", "block-bidirectional", { vpc_id: ref("aws_vpc.other.id") }, "blocked"],
  ])("VPC Block Public Access where %s", (_, internet_gateway_block_mode, exclusion, expected) => {
    const changes: Changes = {
      "aws_vpc.other": { cidr_block: "10.9.0.0/16" },
      "aws_vpc_block_public_access_options.it": { internet_gateway_block_mode },
      "aws_vpc_block_public_access_exclusion.it": exclusion,
    };
    expect(verdictOn(changed(WITH_NAT, changes)).to("sts").verdict).toBe(expected);
  });

  test("routes of the table's own are not named beside it", () => {
    const table = { route: [{ cidr_block: "10.0.0.0/8", nat_gateway_id: NAT }] };
    const verdict = verdictOn(changed(WITH_NAT, { "aws_route_table.private": table, "aws_route.private": null }));
    expect(verdict.to("sts").explanation).toBe(
      "There is no IPv4 route to the internet: aws_route_table.private has no route for all public addresses; aws_vpc.main has no endpoint for STS either.",
    );
  });

  test("the explanation names what the table has instead", () => {
    const verdict = verdictOn(changed(WITH_NAT, { "aws_route.private": { destination_cidr_block: "10.0.0.0/8" } }));
    expect(verdict.to("sts")).toMatchObject({
      explanation:
        "There is no IPv4 route to the internet: aws_route_table.private has no route for all public addresses (aws_route.private); aws_vpc.main has no endpoint for STS either.",
      remedy:
        "Give aws_route_table.private a default route to a NAT gateway, or create an interface endpoint for STS in aws_vpc.main.",
    });
  });

  test("a subnet without association falls back to the main table", () => {
    const verdict = verdictOn(changed(WITH_NAT, without("aws_route_table_association.private")));
    expect(verdict.to("sts").explanation).toBe(
      "There is no IPv4 route to the internet: no route table is associated with aws_subnet.private, and the main one of aws_vpc.main has no routes (aws_route_table.private leads to a NAT gateway, but is not associated with it); aws_vpc.main has no endpoint for STS either.",
    );
  });
});

describe("ways that the input does not show", () => {
  test.each<[string, Changes, string]>([
    [
      "a transit gateway",
      { "aws_route.private": { nat_gateway_id: null, transit_gateway_id: "tgw-0123" } },
      "route-target-hidden",
    ],
    [
      "a virtual private gateway",
      { "aws_route.private": { nat_gateway_id: null, gateway_id: "vgw-0123" } },
      "route-target-hidden",
    ],
    [
      "a network interface",
      { "aws_route.private": { nat_gateway_id: null, network_interface_id: "eni-0123" } },
      "route-target-hidden",
    ],
    [
      "a firewall's endpoint",
      { "aws_route.private": { nat_gateway_id: null, vpc_endpoint_id: "vpce-0123" } },
      "route-target-hidden",
    ],
    ["a NAT gateway from elsewhere", { "aws_route.private": { nat_gateway_id: "nat-0123" } }, "gateway-unknown"],
    [
      "routes that are announced",
      { "aws_route.private": null, "aws_route_table.private": { propagating_vgws: ["vgw-0123"] } },
      "route-table-unknown",
    ],
    [
      "public addresses that go two ways",
      {
        "aws_route.some": {
          route_table_id: ref("aws_route_table.private.id"),
          destination_cidr_block: "52.0.0.0/8",
          gateway_id: ref("aws_internet_gateway.main.id"),
        },
      },
      "routes-differ",
    ],
    [
      "routes inside a table and a route resource, which undo each other",
      { "aws_route_table.private": { route: [{ cidr_block: "192.168.0.0/16", transit_gateway_id: "tgw-0123" }] } },
      "route-table-unknown",
    ],
    ["a subnet from elsewhere", { "aws_nat_gateway.main": { subnet_id: "subnet-0123" } }, "route-table-unknown"],
  ])("%s", (_, changes, reason) => {
    const verdict = verdictOn(changed(WITH_NAT, changes));
    expect(verdict.hops).toEqual({ broker: "reachable", services: `unknown: ${reason}` });
    expect(verdict.mapping.verdict).toBe("unknown");
  });

  test("what lies behind a gateway can be asserted", () => {
    const stack = changed(WITH_NAT, { "aws_route.private": { nat_gateway_id: null, transit_gateway_id: "tgw-0123" } });
    expect(verdictOn(stack).to("sts")).toMatchObject({
      remedy: "Create interface endpoints for the services.",
      assumable: ["tgw-0123:leads-to-aws-services"],
    });
    const asserted = verdictOn(stack, "tgw-0123:leads-to-aws-services");
    expect(asserted.mapping).toMatchObject({ verdict: "works", assumptions: ["tgw-0123:leads-to-aws-services"] });
    expect(asserted.findings).toEqual([]);
  });
});

describe("inside the VPC", () => {
  const firewall: Changes = {
    "aws_route.inspection": {
      route_table_id: ref("aws_route_table.private.id"),
      destination_cidr_block: "10.0.2.0/24",
      network_interface_id: "eni-0123",
    },
    "aws_subnet.second": { vpc_id: ref("aws_vpc.main.id"), cidr_block: "10.0.2.0/24", availability_zone: "eu-west-1b" },
    "aws_route_table_association.second": {
      subnet_id: ref("aws_subnet.second.id"),
      route_table_id: ref("aws_route_table.private.id"),
    },
    "aws_mq_broker.orders": {
      deployment_mode: "CLUSTER_MULTI_AZ",
      subnet_ids: [ref("aws_subnet.private.id"), ref("aws_subnet.second.id")],
    },
  };

  test("a route that goes before the local one leads through something that is not shown", () => {
    const verdict = verdictOn(changed(WITH_NAT, firewall));
    expect(verdict.to("broker", "aws_subnet.private")).toMatchObject({
      verdict: "unknown",
      reason: "route-through-appliance",
      resource: "aws_route.inspection",
    });
  });

  test("the local route serves a cluster across subnets", () => {
    expect(verdictOn(changed(WITH_NAT, { ...firewall, "aws_route.inspection": null })).mapping.verdict).toBe("works");
  });
});
