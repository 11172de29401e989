import { networkFacts } from "../support/network-facts";
import { type SynthesizedStack, synthesize } from "../support/synthesized-stack";

const id = "option-2-default-vpc";
const allServices = ["sts", "secretsmanager", "lambda"];
const rules = [
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
] as const satisfies readonly string[];

test("nothing is guessed: the default VPC, its default group and the broker's own subnets", () => {
  const stack = synthesize(id);
  const found = stack.oneDataSource("aws_vpcs");
  const vpc = stack.oneDataSource("aws_vpc");
  const broker = stack.one("aws_mq_broker");

  expect(found.values.filter).toEqual([{ name: "is-default", values: ["true"] }]);
  expect(vpc.values).toMatchObject({ default: true });
  expect(stack.oneDataSource("aws_security_group").values).toMatchObject({
    name: "default",
    vpc_id: stack.attribute(vpc, "id"),
  });
  for (const endpoint of stack.resources("aws_vpc_endpoint")) {
    expect(endpoint.values.subnet_ids).toBe(`\${tolist(${broker.address}.subnet_ids)}`);
    expect(endpoint.values.vpc_id).toBe(stack.attribute(vpc, "id"));
  }
});

test("no default VPC is said when planning, with the Region and what to do", () => {
  const stack = synthesize(id, { region: "eu-west-1" });
  const { values } = stack.one("terraform_data", "default-vpc");
  expect(values.input).toBe(`\${${stack.oneDataSource("aws_vpcs").address}.ids}`);
  expect(values.lifecycle).toMatchObject({
    postcondition: [
      {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
        condition: "${length(self.input) == 1}",
        error_message:
          "This account has no default VPC in eu-west-1, and option-2-default-vpc needs one. " +
          "Create it (aws ec2 create-default-vpc) or deploy option-3-private-nat, option-4-isolated or option-5-public-subnets. " +
          "See https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
      },
    ],
  });
});

test("its groups are where the functions and the endpoints are, with a name to be found by", () => {
  const stack = synthesize(id);
  const vpc = stack.oneDataSource("aws_vpc");
  for (const group of stack.resources("aws_security_group")) {
    expect(group.values).toMatchObject({ vpc_id: stack.attribute(vpc, "id"), tags: { Name: group.values.name } });
  }
});

test("the endpoints admit each range of the VPC, for private DNS sends strangers' calls there too", () => {
  const stack = synthesize(id);
  const vpc = stack.oneDataSource("aws_vpc");
  expect(stack.one("aws_vpc_security_group_ingress_rule", "endpoints-from-vpc").values).toMatchObject({
    security_group_id: stack.attribute(stack.one("aws_security_group", "endpoints"), "id"),
    from_port: 443,
    to_port: 443,
    ip_protocol: "tcp",
    for_each: `\${{ for key, val in ${vpc.address}.cidr_block_associations: val.cidr_block => val }}`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own.
    cidr_ipv4: "${each.value.cidr_block}",
  });
});

describe("endpoints that the VPC already has", () => {
  test.each([
    { existing: ["sts"], made: ["lambda", "secretsmanager"] },
    { existing: ["sts", "lambda"], made: ["secretsmanager"] },
  ])("$existing exist: $made are made, and the functions reach all of them", ({ existing, made }) => {
    const stack = synthesize(id, { existingEndpoints: existing });
    const { endpoints, rules } = networkFacts(stack);
    expect(endpoints).toEqual(
      made.map((service) => `${service} (Interface, private DNS) in the subnets that Amazon MQ picks with endpoints`),
    );
    expect(rules).toEqual([
      "clients reaches default on tcp 443",
      "clients reaches default on tcp 5671",
      "clients reaches each range of the VPC on tcp 443",
      "clients reaches endpoints on tcp 443",
      "default admits clients on tcp 443",
      "default admits clients on tcp 5671",
      "default reaches endpoints on tcp 443",
      "endpoints admits each range of the VPC on tcp 443",
    ]);
  });

  test("all exist: no endpoint, no group and no rule for one", () => {
    const stack = synthesize(id, { existingEndpoints: allServices });
    const { endpoints, rules } = networkFacts(stack);
    expect(endpoints).toEqual([]);
    expect(stack.resources("aws_security_group").map((group) => stack.shortName(group))).toEqual(["clients"]);
    expect(rules).toEqual([
      "clients reaches default on tcp 443",
      "clients reaches default on tcp 5671",
      "clients reaches each range of the VPC on tcp 443",
      "default admits clients on tcp 443",
      "default admits clients on tcp 5671",
    ]);
  });
});

describe("two environments side by side", () => {
  const first = synthesize(id, { environment: "test" });
  const second = synthesize(id, { environment: "prod", existingEndpoints: allServices });

  test.each(["aws_security_group", "aws_lambda_function", "aws_iam_role", "aws_cloudwatch_log_group"])(
    "no name of an %s is taken twice",
    (type) => {
      const names = [first, second].flatMap((stack) =>
        stack.resources(type).map(({ values }) => values.name ?? values.function_name),
      );
      expect(names.length).toBeGreaterThan(0);
      expect(new Set(names).size).toBe(names.length);
    },
  );

  test("brokers have names of their own", () => {
    expect([first, second].map((stack) => stack.one("aws_mq_broker").values.broker_name)).toEqual([
      "mqesm-test-option-2-default-vpc",
      "mqesm-prod-option-2-default-vpc",
    ]);
  });

  // AWS refuses the same rule twice in one group (InvalidPermission.Duplicate), whatever their descriptions.
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
  test("in the default group, which they share, each rule has a peer that only its environment has", () => {
    const shared = [first, second].flatMap(rulesInDefaultGroup);
    expect(shared.map(({ peer }) => peer)).toEqual([
      "mqesm-test-option-2-default-vpc-clients",
      "mqesm-test-option-2-default-vpc-clients",
      "mqesm-test-option-2-default-vpc-endpoints",
      "mqesm-prod-option-2-default-vpc-clients",
      "mqesm-prod-option-2-default-vpc-clients",
    ]);
    for (const { description, environment } of shared) {
      expect(description).toMatch(new RegExp(`^mqesm-${environment}-option-2-default-vpc: `));
    }
  });

  function rulesInDefaultGroup(stack: SynthesizedStack) {
    const group = stack.attribute(stack.oneDataSource("aws_security_group"), "id");
    const environment = stack === first ? "test" : "prod";
    return rules
      .flatMap((type) => stack.resources(type))
      .filter(({ values }) => values.security_group_id === group)
      .map(({ values }) => ({
        environment,
        description: values.description,
        peer: stack.findMeant("aws_security_group", values.referenced_security_group_id)?.values.name,
      }));
  }
});
