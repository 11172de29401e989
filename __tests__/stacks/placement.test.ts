import { everyVariant, expectedNetwork, optionIds } from "../support/expected-network";
import { networkFacts } from "../support/network-facts";
import { synthesize } from "../support/synthesized-stack";

test.each(everyVariant)("$id, $mode: exactly what its table promises is on the network", ({ id, mode, zones }) => {
  expect(networkFacts(synthesize(id, { brokerDeploymentMode: mode }))).toEqual(expectedNetwork(id, zones));
});

describe("what an option leaves out", () => {
  const networkTypes = /^aws_(vpc|subnet|security_group|route|nat|eip|internet_gateway|network)/;

  test("option 1 has nothing of a network, not even looked up", () => {
    const { managed, data } = synthesize("option-1-public-broker");
    expect([...managed, ...data].filter(({ type }) => networkTypes.test(type))).toEqual([]);
  });

  test("option 2 makes no network: only groups, rules and endpoints in the default VPC", () => {
    const types = synthesize("option-2-default-vpc").managed.map(({ type }) => type);
    expect([...new Set(types.filter((type) => networkTypes.test(type)))].sort()).toEqual([
      "aws_security_group",
      "aws_vpc_endpoint",
      "aws_vpc_security_group_egress_rule",
      "aws_vpc_security_group_ingress_rule",
    ]);
  });

  test.each(optionIds)("%s leaves groups without rules of their own, and VPCs their main route table", (id) => {
    const stack = synthesize(id);
    for (const { values } of stack.resources("aws_security_group")) {
      expect(values).not.toHaveProperty("ingress");
      expect(values).not.toHaveProperty("egress");
    }
    for (const { values } of stack.resources("aws_route_table")) {
      expect(values).not.toHaveProperty("route");
    }
    expect(stack.resources("aws_security_group_rule")).toEqual([]);
    expect(stack.resources("aws_main_route_table_association")).toEqual([]);
  });

  test.each(optionIds.filter((id) => id !== "option-3-private-nat"))(
    "%s lets no security group reach the whole internet",
    (id) => {
      const ranges = synthesize(id)
        .resources("aws_vpc_security_group_egress_rule")
        .map(({ values }) => values.cidr_ipv4)
        .filter((range) => range !== undefined);
      expect(ranges).toEqual([]);
    },
  );
});
