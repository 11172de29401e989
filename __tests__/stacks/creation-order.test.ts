import { DependencyGraph } from "../support/dependency-graph";
import { everyVariant, type OptionId } from "../support/expected-network";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

const ingress = "aws_vpc_security_group_ingress_rule";
const egress = "aws_vpc_security_group_egress_rule";

/**
 * How many blocks of each type the mapping's network interfaces work with, by option and number of zones; written from the
 * table of the options. They must exist before the mapping, and outlive its interfaces, which go long after it.
 */
const interfaceNeeds: Record<OptionId, (zones: number) => Record<string, number>> = {
  "option-1-public-broker": () => ({}),
  "option-2-default-vpc": () => ({ [ingress]: 3, [egress]: 4, aws_vpc_endpoint: 3 }),
  "option-3-private-nat": (zones) => ({
    [ingress]: 3,
    [egress]: 5,
    aws_vpc: 1,
    // The private subnets with their associations and routes, and the NAT gateway's public one with its own.
    aws_subnet: zones + 1,
    aws_route_table_association: zones + 1,
    aws_route: zones + 1,
    aws_nat_gateway: 1,
    aws_eip: 1,
    aws_internet_gateway: 1,
  }),
  "option-4-isolated": (zones) => ({
    [ingress]: 5,
    [egress]: 5,
    aws_vpc: 1,
    aws_vpc_endpoint: 3,
    aws_subnet: zones,
    aws_route_table_association: zones,
  }),
  "option-5-public-subnets": (zones) => ({
    [ingress]: 5,
    [egress]: 5,
    aws_vpc: 1,
    aws_vpc_endpoint: 3,
    aws_subnet: zones,
    aws_route_table_association: zones,
  }),
};

/** What the pollers work with beyond the network, whatever the option. */
const pollerNeeds = [
  ["aws_iam_role_policy", "listener_policy"],
  ["aws_iam_role", "listener_role"],
  ["aws_lambda_function", "listener_function"],
  ["aws_secretsmanager_secret", "mapping-secret"],
  ["aws_lambda_invocation", "topology_declaration"],
  ["aws_mq_broker", ""],
] as const;

describe.each(everyVariant)("$id, $mode", ({ id, mode, zones }) => {
  const stack = synthesize(id, { brokerDeploymentMode: mode });
  const graph = new DependencyGraph(stack);
  const mapping = stack.one("aws_lambda_event_source_mapping").address;
  const network = addressesOf(stack, interfaceNeeds[id](zones));
  // Lambda removes the interfaces with the listener's role, and for the listener.
  const removal = [
    stack.one("aws_iam_role_policy", "listener_policy"),
    stack.one("aws_iam_role", "listener_role"),
    stack.one("aws_lambda_function", "listener_function"),
  ].map(({ address }) => address);
  const waits = stack
    .resources("aws_lambda_invocation")
    .map(({ address }) => address)
    .filter((address) => address.includes("interface-waiter"));

  test("nothing goes round in a circle", () => {
    expect(graph.creationOrder()).toHaveLength(stack.managed.length + stack.data.length);
  });

  test("the mapping is created after everything it needs, and destroyed before", () => {
    const needs = graph.needsOf(mapping);
    for (const need of [...pollerNeeds.map(([type, part]) => stack.one(type, part).address), ...network]) {
      expect(needs).toContain(need);
      expect(graph.dependentsOf(need)).toContain(mapping);
    }
  });

  test("nothing waits for the mapping: it is created last and deleted first", () => {
    expect([...graph.dependentsOf(mapping)]).toEqual([]);
  });

  test("the topology is declared over the same network, after rules, routes and endpoints", () => {
    const needs = graph.needsOf(stack.one("aws_lambda_invocation", "topology_declaration").address);
    for (const need of network) {
      expect(needs).toContain(need);
    }
    expect(needs).toContain(stack.one("aws_iam_role_policy", "topology_function_policy").address);
    expect(needs).toContain(stack.one("aws_mq_broker").address);
  });

  if (id === "option-1-public-broker") {
    test("no interface is waited for: there is none", () => {
      expect(waits).toEqual([]);
    });
    return;
  }

  test("the mapping is deleted before the waiting, one wait after the other, the last of which decides", () => {
    const lastFirst = [...waits].sort((left, right) => graph.needsOf(left).size - graph.needsOf(right).size);
    for (const [index, wait] of lastFirst.entries()) {
      const { values } = stack.one("aws_lambda_invocation", wait);
      expect(values.lifecycle_scope).toBe("CRUD");
      expect(JSON.parse(String(values.input))).toEqual({ last: index === 0 });
      const destroyedBefore = [...graph.dependentsOf(wait)].sort();
      expect(destroyedBefore).toEqual([...lastFirst.slice(index + 1), mapping].sort());
    }
    expect(waits).toHaveLength(3);
  });

  test("what the interfaces need is destroyed after every wait", () => {
    for (const wait of waits) {
      for (const need of [...removal, ...network]) {
        expect(graph.needsOf(wait)).toContain(need);
        expect(graph.dependentsOf(need)).toContain(wait);
      }
    }
  });

  test("the waiting function, its policy and its log outlive the waiting", () => {
    for (const wait of waits) {
      for (const type of ["aws_lambda_function", "aws_iam_role_policy", "aws_cloudwatch_log_group"]) {
        expect(graph.needsOf(wait)).toContain(stack.one(type, "interface-waiter").address);
      }
    }
  });

  test("walked in Terraform's order, creating and destroying", () => {
    const created = graph.creationOrder();
    const destroyed = [...created].reverse();
    const last = (order: readonly string[], addresses: readonly string[]) =>
      Math.max(...addresses.map((address) => order.indexOf(address)));
    const first = (order: readonly string[], addresses: readonly string[]) =>
      Math.min(...addresses.map((address) => order.indexOf(address)));

    expect(last(created, [...network, ...removal])).toBeLessThan(first(created, waits));
    expect(last(created, waits)).toBeLessThan(created.indexOf(mapping));
    expect(destroyed.indexOf(mapping)).toBeLessThan(first(destroyed, waits));
    expect(last(destroyed, waits)).toBeLessThan(first(destroyed, [...network, ...removal]));
  });
});

test("a NAT gateway for each zone: each is held, with its way to the internet", () => {
  const stack = synthesize("option-3-private-nat", {
    brokerDeploymentMode: "CLUSTER_MULTI_AZ",
    natGateways: "one-per-zone",
  });
  const graph = new DependencyGraph(stack);
  const needs = graph.needsOf(stack.one("aws_lambda_invocation", "wait-1").address);
  for (const address of addressesOf(stack, { aws_nat_gateway: 3, aws_eip: 3, aws_route: 6, aws_subnet: 6 })) {
    expect(needs).toContain(address);
  }
});

test("endpoints that exist already: what is left of ours is held", () => {
  const stack = synthesize("option-2-default-vpc", { existingEndpoints: ["sts", "secretsmanager", "lambda"] });
  const needs = new DependencyGraph(stack).needsOf(stack.one("aws_lambda_invocation", "wait-1").address);
  for (const address of addressesOf(stack, { [ingress]: 2, [egress]: 3 })) {
    expect(needs).toContain(address);
  }
});

/** All blocks of some types, of which there must be as many as the table says. */
function addressesOf(stack: SynthesizedStack, counts: Record<string, number>): string[] {
  return Object.entries(counts).flatMap(([type, count]) => {
    const addresses = stack.resources(type).map(({ address }) => address);
    if (addresses.length !== count) {
      throw new Error(`There should be ${count} of ${type}, not ${addresses.length}.`);
    }
    return addresses;
  });
}
