import { check } from "../../connectivity";
import { expectMappingToWaitForRulesAndEndpoints } from "../support/rules-and-endpoints";
import { synthesize } from "../support/synthesized-stack";

const ids = ["option-3-private-nat", "option-4-isolated", "option-5-public-subnets"] as const;
const existingSubnets = ["subnet-0a1b2c3d"];
const made = (id: string, more: object = {}) => synthesize(id, { existingSubnets, ...more });
const countOf = (id: string, type: string, more: object = {}) => made(id, more).resources(type).length;

test.each(ids)("%s: nothing of a network is made but groups, rules and endpoints", (id) => {
  const types = made(id).managed.map(({ type }) => type);
  expect(
    types.filter((type) => /^aws_(vpc|subnet|route|route_table|nat_gateway|eip|internet_gateway)$/.test(type)),
  ).toEqual([]);
  expect(countOf(id, "aws_security_group")).toBe(id === "option-3-private-nat" ? 2 : 3);
  expect(countOf(id, "aws_vpc_endpoint")).toBe(id === "option-3-private-nat" ? 0 : 3);
});

test.each(ids)(
  "%s: broker and functions are in those subnets, and the mapping waits for what lets it through",
  (id) => {
    const stack = made(id);
    expect(stack.one("aws_mq_broker").values).toMatchObject({
      publicly_accessible: false,
      subnet_ids: existingSubnets,
    });
    expect(stack.one("aws_lambda_function", "topology").values.vpc_config).toMatchObject({
      subnet_ids: existingSubnets,
    });
    expectMappingToWaitForRulesAndEndpoints(stack);
  },
);

test("options 4 and 5 make the endpoints that are not named, and put no policy on them: others use them too", () => {
  const more = { existingEndpoints: ["sts"] };
  const stack = made("option-4-isolated", more);
  expect(stack.resources("aws_vpc_endpoint").map((endpoint) => stack.shortName(endpoint))).toEqual([
    "secretsmanager",
    "lambda",
  ]);
  for (const { values } of stack.resources("aws_vpc_endpoint")) expect(values).not.toHaveProperty("policy");
  expect(stack.oneDataSource("aws_vpc_endpoint", "sts").values).toMatchObject({
    service_name: "com.amazonaws.us-east-1.sts",
  });
  const reached = stack
    .resources("aws_vpc_security_group_egress_rule")
    .filter(({ address }) => address.includes("existing-endpoints"));
  expect(reached).toHaveLength(2);
});

test.each(ids)("%s: what the account alone knows stays open while synthesizing, and fails nothing", (id) => {
  const { mappings } = check([{ name: "cdk.tf.json", json: made(id).json }]);
  expect(mappings.map(({ verdict }) => verdict)).toEqual(["unknown"]);
});

test.each(ids)("%s: subnets by tags are looked up in their VPC, and nothing but a choice of them is made", (id) => {
  const tagged = synthesize(id, { existingVpc: "vpc-0a1b2c3d", existingSubnetTags: { Tier: "private" } });
  const inVpc = [{ name: "vpc-id", values: ["vpc-0a1b2c3d"] }];
  expect(tagged.oneDataSource("aws_subnets", "tagged").values).toMatchObject({
    filter: inVpc,
    tags: { Tier: "private" },
  });
  const types = (stack: typeof tagged) => new Set(stack.managed.map(({ type }) => type));
  expect(types(tagged)).toEqual(types(made(id)));
  const { subnet_ids } = tagged.one("aws_mq_broker").values;
  expect(tagged.one("aws_lambda_function", "topology").values.vpc_config).toMatchObject({ subnet_ids });
});

test("options 1 and 2 have nothing to do with them", () => {
  for (const id of ["option-1-public-broker", "option-2-default-vpc"]) {
    expect(made(id).text).toBe(synthesize(id).text);
  }
});
