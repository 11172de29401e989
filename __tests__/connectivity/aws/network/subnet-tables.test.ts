import { type Changes, changed, ref, verdictOn, WITH_NAT, without } from "../../paths/stack";

const NAT = ref("aws_nat_gateway.main.id");
const privately = without("aws_route_table.private", "aws_route.private", "aws_route_table_association.private");

describe("two route tables for one thing", () => {
  const second: Changes = {
    "aws_route_table.second": { vpc_id: ref("aws_vpc.main.id") },
    "aws_route_table_association.second": {
      subnet_id: ref("aws_subnet.private.id"),
      route_table_id: ref("aws_route_table.second.id"),
    },
  };
  const way: Changes = {
    "aws_route.second": {
      route_table_id: ref("aws_route_table.second.id"),
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: ref("aws_nat_gateway.main.id"),
    },
  };

  test.each([
    ["after it", { ...WITH_NAT, ...second }],
    ["before it", { ...second, ...WITH_NAT }],
  ])("which of two associations of a subnet holds is open, wherever the second stands: %s", (_, stack) => {
    const { hops, mapping } = verdictOn(stack);
    expect(hops).toEqual({ broker: "reachable", services: "unknown: route-table-unknown" });
    const why =
      "aws_route_table_association.private and aws_route_table_association.second associate aws_subnet.private with different route tables, and AWS refuses the second.";
    expect(mapping.findings.filter(({ rule }) => rule === "second-route-table")).toMatchObject(
      Object.keys(stack)
        .filter((address) => /association\.(private|second)$/.test(address))
        .map((resource) => ({ severity: "warning", resource, explanation: why, remedy: "Keep one of them." })),
    );
    expect(mapping.verdict).toBe("unknown");
  });

  test("where both lead out, the hop holds whichever does", () => {
    const { hops, mapping } = verdictOn(changed(WITH_NAT, { ...second, ...way }));
    expect(hops).toEqual({ broker: "reachable", services: "reachable" });
    expect(mapping.verdict).toBe("works");
  });

  test("the same table twice is no other table", () => {
    const again: Changes = {
      "aws_route_table_association.again": WITH_NAT["aws_route_table_association.private"] ?? null,
    };
    expect(verdictOn(changed(WITH_NAT, again)).mapping.verdict).toBe("works");
  });

  test("of two main tables either may be it", () => {
    const mains: Changes = Object.fromEntries(
      ["private", "second"].map((table) => [
        `aws_main_route_table_association.${table}`,
        { vpc_id: ref("aws_vpc.main.id"), route_table_id: ref(`aws_route_table.${table}.id`) },
      ]),
    );
    const stack = changed(WITH_NAT, { ...second, ...mains, ...without("aws_route_table_association.private") });
    const hops = { broker: "reachable", services: "unknown: route-table-unknown" };
    const alone = changed(stack, without("aws_route_table_association.second"));
    expect(verdictOn(alone).hops).toEqual(hops);
    expect(verdictOn(changed(alone, way)).hops).toEqual({ broker: "reachable", services: "reachable" });
  });
});

describe("a route table of which the input does not show the VPC", () => {
  const own = ref("var.not_shown");
  const table = ref("aws_route_table.stray.id");
  const stray: Changes = { "aws_route_table.stray": { vpc_id: own } };

  test.each<[string, Changes]>([
    ["by association", { ...stray, "aws_route_table_association.stray": { subnet_id: own, route_table_id: table } }],
    ["as the main one", { ...stray, "aws_main_route_table_association.stray": { vpc_id: own, route_table_id: table } }],
    ["as the adopted main one", { "aws_default_route_table.stray": { default_route_table_id: own } }],
  ])("may be that of a subnet without one of its own: %s", (_, changes) => {
    const main: Changes = {
      "aws_default_route_table.main": {
        default_route_table_id: ref("aws_vpc.main.default_route_table_id"),
        route: [{ cidr_block: "0.0.0.0/0", nat_gateway_id: NAT }],
      },
    };
    const stack = changed(WITH_NAT, { ...privately, ...main });
    expect(verdictOn(stack).hops).toMatchObject({ services: "reachable" });
    expect(verdictOn(changed(stack, changes)).hops).toMatchObject({ services: "unknown: route-table-unknown" });
  });
});
