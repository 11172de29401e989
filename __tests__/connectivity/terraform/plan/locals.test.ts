import { readModel } from "../../../../connectivity/terraform";
import { block, change, plan, references } from "../plan-json";
import { show } from "../show";

const VPC = { type: "aws_vpc", name: "this" } as const;
const GATEWAY = { type: "aws_internet_gateway", name: "this" } as const;
const IN_NETWORK = { module: "module.network" } as const;

const vpc = (more: object = {}) => change({ ...VPC, unknown: { id: true }, ...more });
const gateway = (more: object = {}) => change({ ...GATEWAY, unknown: { id: true, vpc_id: true }, ...more });
const attached = block(GATEWAY, { vpc_id: references("local.vpc_id") });

function vpcOfGateway(json: unknown, address = "aws_internet_gateway.this"): string {
  const found = readModel([{ name: "plan.json", json }])
    .at(address)
    ?.get("vpc_id");
  return found === undefined ? "no gateway" : show(found);
}

const IN_MODULE = "module.network.aws_internet_gateway.this";
const ITS_VPC = "one(module.network.aws_vpc.this.id)";
const NOT_SHOWN = "? module.network.local.vpc_id is not shown in a plan";

describe("a local value, of which no plan holds the definition", () => {
  test("is the only object of its kind that there is", () => {
    expect(vpcOfGateway(plan([vpc(), gateway()], { resources: [block(VPC, {}), attached] }))).toBe(
      "one(aws_vpc.this.id)",
    );
  });

  test("is one of those that there are", () => {
    const other = { ...VPC, name: "other" };
    const json = plan([vpc(), vpc(other), gateway()], { resources: [block(VPC, {}), block(other, {}), attached] });
    expect(vpcOfGateway(json)).toBe("one(aws_vpc.this.id | aws_vpc.other.id)");
  });

  test("stays unknown where nothing that the module sees fits", () => {
    expect(vpcOfGateway(plan([gateway()], { resources: [attached] }))).toBe("? local.vpc_id is not shown in a plan");
  });

  test.each([
    ["a list of subnets", "aws_mq_broker", "subnet_ids", "aws_subnet"],
    ["one subnet", "aws_nat_gateway", "subnet_id", "aws_subnet"],
    ["a list of groups", "aws_mq_broker", "security_groups", "aws_security_group"],
    ["a role", "aws_lambda_function", "role", "aws_iam_role"],
  ])("stays unknown as %s, of which modules see many", (_, type, argument, of) => {
    const taker = { type, name: "t" } as const;
    const taken = { type: of, name: "o" } as const;
    const json = plan(
      [change({ ...taker, unknown: { [argument]: true } }), change({ ...taken, unknown: { id: true } })],
      {
        resources: [block(taker, { [argument]: references("local.x") }), block(taken, {})],
      },
    );
    const found = readModel([{ name: "plan.json", json }])
      .at(`${type}.t`)
      ?.get(argument);
    expect(found && show(found)).toBe("? local.x is not shown in a plan");
  });

  test.each([
    ["nothing", {}, ITS_VPC],
    ["a constant", { passed: { constant_value: true } }, ITS_VPC],
    ["something about another VPC", { passed: references("aws_vpc.this.cidr_block") }, ITS_VPC],
    ["another VPC's group", { passed: references("aws_vpc.this.default_security_group_id") }, ITS_VPC],
    ["something else", { passed: references("aws_eip.e.id") }, ITS_VPC],
    ["another VPC", { passed: references("aws_vpc.this.id") }, "one(module.network.aws_vpc.this.id | aws_vpc.this.id)"],
    [
      "a local of the module around",
      { passed: references("local.name") },
      "one(module.network.aws_vpc.this.id | aws_vpc.this.id)",
    ],
    ["what a program prints", { passed: references("data.external.e.result") }, NOT_SHOWN],
    [
      "an output that leads to another VPC",
      { passed: references("module.far.vpc") },
      "one(module.network.aws_vpc.this.id | aws_vpc.this.id)",
    ],
    ["an output that leads elsewhere", { passed: references("module.far.address") }, ITS_VPC],
  ])("in a module that is handed %s", (_, expressions, expected) => {
    const external = { type: "external", name: "e", mode: "data" } as const;
    const eip = { type: "aws_eip", name: "e" } as const;
    const resources = [block(external, {}), block(eip, {}), block(VPC, {})];
    const far = {
      outputs: { vpc: { expression: references("var.given") }, address: { expression: references("aws_eip.e.id") } },
      variables: { given: {} },
      resources: [block(eip, {})],
    };
    const json = plan(
      [
        vpc(IN_NETWORK),
        gateway(IN_NETWORK),
        vpc(),
        change(eip),
        change({ ...eip, module: "module.far" }),
        ...(expected === NOT_SHOWN ? [change({ ...external, actions: ["read"], unknown: { result: true } })] : []),
      ],
      {
        resources,
        module_calls: {
          network: {
            expressions,
            module: { variables: { passed: {} }, resources: [block(VPC, {}), attached] },
          },
          far: { expressions: { given: references("aws_vpc.this.id") }, module: far },
        },
      },
    );
    expect(vpcOfGateway(json, IN_MODULE)).toBe(expected);
  });

  test.each([
    ["the output of a stack of CloudFormation", "managed", "aws_cloudformation_stack", ["create"], NOT_SHOWN],
    ["data that are read at apply", "data", "aws_subnet", ["read"], NOT_SHOWN],
    ["data that no VPC is in", "data", "aws_iam_policy_document", ["read"], ITS_VPC],
    ["an output of what exists already", "managed", "aws_cloudformation_stack", ["no-op"], ITS_VPC],
  ] as const)("beside %s", (_, mode, type, actions, expected) => {
    const beside = { type, name: "beside", mode } as const;
    const module = { resources: [block(VPC, {}), attached, block(beside, {})] };
    const json = plan([vpc(IN_NETWORK), gateway(IN_NETWORK), change({ ...beside, ...IN_NETWORK, actions })], {
      module_calls: { network: { module } },
    });
    expect(vpcOfGateway(json, IN_MODULE)).toBe(expected);
  });

  describe("where a group or a table is taken", () => {
    const group = { type: "aws_security_group", name: "g" } as const;
    const rule = { type: "aws_security_group_rule", name: "r" } as const;
    const ruled = block(rule, { security_group_id: references("local.group") });

    function groupOfRule(beside: readonly object[], blocks: readonly object[], calls: object = {}): string {
      const json = plan(
        [
          change({ ...group, unknown: { id: true } }),
          change({ ...rule, unknown: { security_group_id: true } }),
          ...beside,
        ],
        { resources: [block(group, {}), ruled, ...blocks], ...calls },
      );
      const found = readModel([{ name: "plan.json", json }])
        .at("aws_security_group_rule.r")
        ?.get("security_group_id");
      return found === undefined ? "no rule" : show(found);
    }

    const unshown = "? local.group is not shown in a plan";

    test.each([
      ["nothing else", "aws_security_group", "one(aws_security_group.g.id)"],
      ["a subnet", "aws_subnet", "one(aws_security_group.g.id)"],
      [
        "a VPC, which has a default group",
        "aws_vpc",
        "one(aws_security_group.g.id | aws_vpc.b.default_security_group_id)",
      ],
      ["a cluster, for which AWS makes a group", "aws_eks_cluster", unshown],
      ["an endpoint, which AWS gives a group", "aws_vpc_endpoint", unshown],
      ["a resource of another provider", "example_firewall", unshown],
    ])("beside %s", (_, type, expected) => {
      const beside = { type, name: "b" } as const;
      const isOther = type !== "aws_security_group";
      expect(
        groupOfRule(isOther ? [change({ ...beside, unknown: { id: true } })] : [], isOther ? [block(beside, {})] : []),
      ).toBe(expected);
    });

    test("what exists already is known, and the local is not", () => {
      const cluster = { type: "aws_eks_cluster", name: "c" } as const;
      expect(groupOfRule([change({ ...cluster, actions: ["no-op"] })], [block(cluster, {})])).toBe(
        "one(aws_security_group.g.id)",
      );
    });

    test.each([
      ["an output with its id", "aws_eks_cluster.c.id", "one(aws_security_group.g.id)"],
      ["an output with anything else of it", "aws_eks_cluster.c.vpc_config", unshown],
    ])("beside a module with a cluster: %s", (_, output, expected) => {
      const cluster = { type: "aws_eks_cluster", name: "c" } as const;
      const module = { outputs: { o: { expression: references(output) } }, resources: [block(cluster, {})] };
      const made = change({ ...cluster, module: "module.m", unknown: { id: true, vpc_config: true } });
      expect(groupOfRule([made], [], { module_calls: { m: { module } } })).toBe(expected);
    });

    test("a table is one of the module's, or that of its VPC", () => {
      const table = { type: "aws_route_table", name: "t" } as const;
      const route = { type: "aws_route", name: "r" } as const;
      const json = plan(
        [vpc(), change({ ...table, unknown: { id: true } }), change({ ...route, unknown: { route_table_id: true } })],
        { resources: [block(VPC, {}), block(table, {}), block(route, { route_table_id: references("local.table") })] },
      );
      const found = readModel([{ name: "plan.json", json }])
        .at("aws_route.r")
        ?.get("route_table_id");
      expect(found && show(found)).toBe(
        "one(aws_vpc.this.main_route_table_id | aws_vpc.this.default_route_table_id | aws_route_table.t.id)",
      );
    });
  });

  test("a load balancer says which VPC it is in", () => {
    const balancer = { type: "aws_lb", name: "l" } as const;
    const json = plan([vpc(), gateway(), change(balancer)], {
      resources: [block(VPC, {}), attached, block(balancer, {})],
    });
    expect(vpcOfGateway(json)).toBe("one(aws_vpc.this.id | aws_lb.l.vpc_id)");
  });

  test("modules that hand each other their outputs end somewhere", () => {
    const call = (other: string) => ({
      expressions: { passed: references(`module.${other}.vpc`) },
      module: {
        variables: { passed: {} },
        outputs: { vpc: { expression: references("local.vpc_id", "var.passed") } },
        resources: [attached],
      },
    });
    const json = plan([gateway({ module: "module.a" }), gateway({ module: "module.b" })], {
      module_calls: { a: call("b"), b: call("a") },
    });
    expect(vpcOfGateway(json, "module.a.aws_internet_gateway.this")).toBe(
      "? module.a.local.vpc_id is not shown in a plan",
    );
  });
});

test("a constant that a module call passes on is a condition, not a dead end", () => {
  const table = { type: "aws_route_table", name: "private" } as const;
  const association = { type: "aws_route_table_association", name: "private" } as const;
  const chosen = references("aws_route_table.private", "var.single", "count.index");
  const json = plan(
    [
      change({ ...table, index: 0, ...IN_NETWORK, unknown: { id: true } }),
      change({ ...association, index: 0, ...IN_NETWORK, unknown: { route_table_id: true } }),
      change({ ...association, index: 1, ...IN_NETWORK, unknown: { route_table_id: true } }),
    ],
    {
      module_calls: {
        network: {
          expressions: { single: { constant_value: true } },
          module: {
            variables: { single: { default: false } },
            resources: [block(table, {}), block(association, { route_table_id: chosen })],
          },
        },
      },
    },
  );
  const model = readModel([{ name: "plan.json", json }]);
  for (const index of [0, 1]) {
    const found = model.at(`module.network.aws_route_table_association.private[${index}]`)?.get("route_table_id");
    expect(found && show(found)).toBe("one(module.network.aws_route_table.private[0].id)");
  }
});

test.each([
  ["another resource", references("random_pet.p.id")],
  ["a local", references("local.name")],
])("a name that is made from %s still names its own object", (_, name) => {
  const role = { type: "aws_iam_role", name: "listener" } as const;
  const policy = { type: "aws_iam_role_policy", name: "p" } as const;
  const pet = { type: "random_pet", name: "p" } as const;
  const json = plan(
    [
      change({ ...role, unknown: { name: true, id: true, arn: true } }),
      change({ ...policy, unknown: { role: true } }),
      change({ ...pet, unknown: { id: true } }),
    ],
    {
      resources: [
        block(role, { name }),
        block(policy, { role: references("aws_iam_role.listener.name") }),
        block(pet, {}),
      ],
    },
  );
  const found = readModel([{ name: "plan.json", json }])
    .at("aws_iam_role_policy.p")
    ?.get("role");
  expect(found && show(found)).toBe("one(aws_iam_role.listener.name)");
});
