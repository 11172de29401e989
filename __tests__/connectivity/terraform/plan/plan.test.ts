import { readModel } from "../../../../connectivity/terraform";
import { isLeftToAws } from "../../../../connectivity/terraform/model/shown-values";
import { block, change, existing, plan, references } from "../plan-json";
import { show } from "../show";

const read = (json: unknown) => readModel([{ name: "plan.json", json }]);
const VPC = { type: "aws_vpc", name: "main" } as const;

describe("what a plan does to an instance", () => {
  test.each([
    [["create"], "create"],
    [["update"], "update"],
    [["no-op"], "none"],
    [["delete", "create"], "replace"],
    [["create", "delete"], "replace"],
    [["create", "forget"], "replace"],
  ])("%j is %s, and the value is the planned one", (actions, expected) => {
    const model = read(
      plan([change({ ...VPC, actions, before: { cidr_block: "10.0.0.0/16" }, after: { cidr_block: "10.1.0.0/16" } })]),
    );
    const vpc = model.at("aws_vpc.main");
    expect(vpc?.change).toBe(expected);
    expect(vpc && show(vpc.get("cidr_block"))).toBe('"10.1.0.0/16"');
    expect(vpc && show(vpc.before("cidr_block"))).toBe('"10.0.0.0/16"');
    expect(model.destroyed).toEqual([]);
  });

  test("what is destroyed is no instance any more, and known as it was", () => {
    const model = read(plan([change({ ...VPC, actions: ["delete"], before: { id: "vpc-1" }, after: null })]));
    expect(model.instances).toEqual([]);
    expect(model.at("aws_vpc.main")).toBeUndefined();
    expect(model.destroyed.map(({ address, change }) => [address, change])).toEqual([["aws_vpc.main", "delete"]]);
    expect(model.destroyed.map((vpc) => show(vpc.get("id")))).toEqual(['"vpc-1"']);
  });

  test("what Terraform forgets stays as it is", () => {
    const model = read(plan([change({ ...VPC, actions: ["forget"], before: { id: "vpc-1" }, after: null })]));
    const vpc = model.at("aws_vpc.main");
    expect(vpc?.change).toBe("none");
    expect(vpc && show(vpc.get("id"))).toBe('"vpc-1"');
  });

  test("a deposed object is not a second instance", () => {
    const model = read(
      plan([
        change({ ...VPC, after: { id: "vpc-2" } }),
        change({ ...VPC, actions: ["delete"], before: { id: "vpc-1" }, after: null, entry: { deposed: "0f1e2d3c" } }),
      ]),
    );
    expect(model.instances.map((vpc) => show(vpc.get("id")))).toEqual(['"vpc-2"']);
    expect(model.destroyed).toEqual([]);
  });

  test("a moved object is there once, under its new address", () => {
    const model = read(
      plan(
        [change({ ...VPC, actions: ["no-op"], after: { id: "vpc-1" }, entry: { previous_address: "aws_vpc.old" } })],
        {},
        {
          prior_state: {
            values: { root_module: { resources: [existing({ type: "aws_vpc", name: "old" }, { id: "vpc-1" })] } },
          },
        },
      ),
    );
    expect(model.instances.map(({ address }) => address)).toEqual(["aws_vpc.main"]);
  });

  test("what the plan leaves out exists all the same, by its prior state", () => {
    const model = read(
      plan(
        [change({ type: "aws_subnet", name: "a", after: { vpc_id: "vpc-1" } })],
        {},
        {
          prior_state: { values: { root_module: { resources: [existing(VPC, { id: "vpc-1" })] } } },
        },
      ),
    );
    const subnet = model.at("aws_subnet.a");
    expect(model.at("aws_vpc.main")?.change).toBe("none");
    expect(
      subnet && model.links(subnet.get("vpc_id"), ["aws_vpc"]).certain.map(({ instance }) => instance.address),
    ).toEqual(["aws_vpc.main"]);
  });

  test("a data source that was read is in the prior state, in modules too", () => {
    const model = read(
      plan(
        [],
        {},
        {
          prior_state: {
            values: {
              root_module: {
                child_modules: [
                  {
                    address: "module.net",
                    resources: [
                      existing(
                        { mode: "data", type: "aws_vpc", name: "default" },
                        { id: "vpc-1" },
                        {
                          address: "module.net.data.aws_vpc.default",
                        },
                      ),
                    ],
                  },
                ],
              },
            },
          },
        },
      ),
    );
    const [vpc] = model.ofType("aws_vpc");
    expect(vpc).toMatchObject({ address: "module.net.data.aws_vpc.default", mode: "data", module: "module.net" });
  });
});

describe("what is known, unknown and blank", () => {
  test("an attribute that only AWS fills in points at itself, and counts as left blank", () => {
    const model = read(
      plan(
        [
          change({
            type: "aws_mq_broker",
            name: "b",
            after: { broker_name: "b", tags: null },
            unknown: { subnet_ids: true },
          }),
        ],
        {
          resources: [block({ type: "aws_mq_broker", name: "b" }, { broker_name: { constant_value: "b" } })],
        },
      ),
    );
    const broker = model.at("aws_mq_broker.b");
    if (broker === undefined) throw new Error("no broker");
    expect(show(broker.get("subnet_ids"))).toBe("one(aws_mq_broker.b.subnet_ids)");
    expect(isLeftToAws(broker, "subnet_ids")).toBe(true);
    expect(isLeftToAws(broker, "tags")).toBe(true);
    expect(isLeftToAws(broker, "never_heard_of")).toBe(true);
    expect(isLeftToAws(broker, "broker_name")).toBe(false);
  });

  describe("an argument that the provider computes, of which the plan lost the expression", () => {
    const source = change({ type: "aws_mq_broker", name: "source", unknown: { id: true } });
    const stored = change({ type: "terraform_data", name: "stored", unknown: { output: true } });
    const storedBlock = block({ type: "terraform_data", name: "stored" }, {});

    function leftBlank(
      [type, argument]: readonly [string, string],
      expression: unknown,
      { all = references("local.all"), variables = {}, also = [] as ReturnType<typeof change>[] } = {},
    ) {
      const resource = { type, name: "x", index: "a" };
      const blocks = [block(resource, { [argument]: expression }, { for_each_expression: all }), storedBlock];
      const changes = [change({ ...resource, unknown: { [argument]: true } }), source, ...also];
      const model = read({ ...plan(changes, { resources: blocks }), variables });
      const instance = model.at(`${type}.x["a"]`);
      return instance && isLeftToAws(instance, argument);
    }

    const PLAIN = [
      ["aws_lambda_event_source_mapping", "maximum_retry_attempts"],
      ["aws_lambda_event_source_mapping", "parallelization_factor"],
      ["aws_vpc_endpoint", "ip_address_type"],
    ] as const;
    const DECISIVE = [
      ["aws_mq_broker", "authentication_strategy"],
      ["aws_vpc_endpoint", "private_dns_enabled"],
      ["aws_vpc", "enable_dns_hostnames"],
    ] as const;

    test.each(PLAIN)("%s.%s was left blank where all in sight are ids and ARNs", (...argument) => {
      expect(leftBlank(argument, references(`each.value.${argument[1]}`, "each.value"))).toBe(true);
      expect(leftBlank(argument, references("local.settings"))).toBe(true);
    });

    test.each(PLAIN)("%s.%s may be what something in sight holds", (...argument) => {
      const also = [stored];
      expect(leftBlank(argument, references(`each.value.${argument[1]}`, "each.value"), { also })).toBe(false);
      expect(leftBlank(argument, references("local.settings"), { also })).toBe(false);
      const all = references("terraform_data.stored.output", "terraform_data.stored");
      expect(leftBlank(argument, references("each.value"), { all, also })).toBe(false);
    });

    test.each(DECISIVE)("%s.%s may be anything that a condition makes of what is not known yet", (...argument) => {
      expect(leftBlank(argument, references(`each.value.${argument[1]}`, "each.value"))).toBe(false);
      expect(leftBlank(argument, references("local.settings"))).toBe(false);
      expect(leftBlank(argument, references("var.setting", "aws_mq_broker.source.id"))).toBe(false);
    });

    test.each([...PLAIN, ...DECISIVE])("%s.%s was left blank where all that it names is known", (...argument) => {
      const variables = { one: { value: "RabbitMQ" }, other: { value: { size: 3 } }, none: {} };
      expect(leftBlank(argument, references("var.none"), { variables })).toBe(true);
      expect(leftBlank(argument, references("var.one", "var.other.size", "var.other"), { variables })).toBe(true);
      const all = references("var.all");
      const given = { all: { value: { a: { name: "orders" } } } };
      const expression = references(`each.value.${argument[1]}`, "each.value");
      expect(leftBlank(argument, expression, { all, variables: given })).toBe(true);
    });

    test.each([...PLAIN, ...DECISIVE])("%s.%s is what it names itself", (...argument) => {
      expect(leftBlank(argument, references("aws_mq_broker.source.id", "aws_mq_broker.source"))).toBe(false);
    });
  });

  test("rules of a group that the configuration does not show are unknown, never none", () => {
    const model = read(plan([change({ type: "aws_security_group", name: "g", unknown: { ingress: true } })]));
    const group = model.at("aws_security_group.g");
    expect(group && show(group.get("ingress"))).toBe(
      "? aws_security_group.g.ingress is known after apply, and its configuration is not in the plan",
    );
  });

  test("before Terraform 1.1 the configuration does not show blocks that are attributes", () => {
    const model = read(
      plan(
        [
          change({
            type: "aws_security_group",
            name: "g",
            after: { ingress: [{ from_port: 443 }] },
            unknown: { ingress: [{ security_groups: true }] },
          }),
        ],
        { resources: [block({ type: "aws_security_group", name: "g" }, {})] },
      ),
    );
    const group = model.at("aws_security_group.g");
    expect(group && show(group.get("ingress"))).toBe(
      "[{from_port: 443, security_groups: ? aws_security_group.g.ingress.security_groups is known after apply, " +
        "and the plan does not show what it comes from (a dynamic block, say)}]",
    );
  });

  test("old plans name the resource alone, and what fits the argument is taken of it", () => {
    const model = read(
      plan(
        [
          change({ ...VPC, unknown: { id: true } }),
          change({ type: "aws_iam_role", name: "r", unknown: { arn: true } }),
          change({ type: "aws_lambda_function", name: "f", unknown: { role: true, vpc_arn: true } }),
        ],
        {
          resources: [
            block(VPC, {}),
            block({ type: "aws_iam_role", name: "r" }, {}),
            block(
              { type: "aws_lambda_function", name: "f" },
              { role: references("aws_iam_role.r"), vpc_arn: references("aws_vpc.main") },
            ),
          ],
        },
      ),
    );
    const lambda = model.at("aws_lambda_function.f");
    expect(lambda && model.links(lambda.get("role"), ["aws_iam_role"]).certain[0]?.instance.address).toBe(
      "aws_iam_role.r",
    );
  });

  test("members of a list that are known stay in their places, the others take what fits their number", () => {
    const model = read(
      plan(
        [
          change({ type: "aws_subnet", name: "s", index: 0, unknown: { id: true } }),
          change({ type: "aws_subnet", name: "s", index: 1, unknown: { id: true } }),
          change({
            type: "example",
            name: "e",
            after: { subnet_ids: ["subnet-1", null, null] },
            unknown: { subnet_ids: [false, true, true] },
          }),
        ],
        {
          resources: [
            block({ type: "aws_subnet", name: "s" }, {}, { count_expression: { constant_value: 2 } }),
            block({ type: "example", name: "e" }, { subnet_ids: references("aws_subnet.s") }),
          ],
        },
      ),
    );
    const example = model.at("example.e");
    expect(example && show(example.get("subnet_ids"))).toBe(
      '["subnet-1", one(aws_subnet.s[0].id), one(aws_subnet.s[1].id)]',
    );
  });

  test.each([
    ["CLUSTER_MULTI_AZ", 2, "[one(aws_subnet.s[0].id), one(aws_subnet.s[1].id)]"],
    ["CLUSTER_MULTI_AZ", 3, "some(aws_subnet.s[0].id | aws_subnet.s[1].id | aws_subnet.s[2].id)"],
    ["SINGLE_INSTANCE", 2, "some(aws_subnet.s[0].id | aws_subnet.s[1].id)"],
  ])("%s in a list made from %i subnets", (deployment_mode, count, expected) => {
    const subnets = Array.from({ length: count }, (_, index) =>
      change({ type: "aws_subnet", name: "s", index, unknown: { id: true } }),
    );
    const broker = { type: "aws_mq_broker", name: "b" };
    const after = { deployment_mode, publicly_accessible: false };
    const model = read(
      plan([...subnets, change({ ...broker, after, unknown: { subnet_ids: true } })], {
        resources: [
          block({ type: "aws_subnet", name: "s" }, {}, { count_expression: { constant_value: count } }),
          block(broker, { subnet_ids: references("aws_subnet.s") }),
        ],
      }),
    );
    const instance = model.at("aws_mq_broker.b");
    expect(instance && show(instance.get("subnet_ids"))).toBe(expected);
  });

  describe("`aws_route_table.t[each.value.zone].id`", () => {
    const tables = ["a", "b"].map((index) =>
      change({ type: "aws_route_table", name: "t", index, unknown: { id: true } }),
    );
    const route = { type: "aws_route", name: "r" };
    const byZone = references("aws_route_table.t", "each.value.zone", "each.value");
    const tableOf = (forEach: unknown, keys: readonly string[], more: Readonly<Record<string, unknown>> = {}) => {
      const routes = keys.map((index) => change({ ...route, index, unknown: { route_table_id: true } }));
      const model = read(
        plan([...tables, ...routes], {
          resources: [
            block({ type: "aws_route_table", name: "t" }, {}, { for_each_expression: {} }),
            block(route, { route_table_id: byZone, ...more }, { for_each_expression: forEach }),
          ],
        }),
      );
      return keys.map((key) => {
        const instance = model.at(`aws_route.r["${key}"]`);
        return instance && show(instance.get("route_table_id"));
      });
    };
    const [a, b] = ["a", "b"].map((key) => `one(aws_route_table.t["${key}"].id)`);
    const either = 'one(aws_route_table.t["a"].id | aws_route_table.t["b"].id)';

    test("names the table whose key is known", () => {
      const known = { constant_value: { x: { zone: "b" }, y: { zone: "a" } } };
      expect(tableOf(known, ["x", "y"])).toEqual([b, a]);
    });

    test("as many alike as there are tables: any pairing says the same", () => {
      expect(tableOf(references("local.routes"), ["x", "y"])).toEqual([a, b]);
    });

    test("fewer, or with another argument by the same key: one of the tables", () => {
      expect(tableOf(references("local.routes"), ["x"])).toEqual([either]);
      const byKey = { nat_gateway_id: references("aws_nat_gateway.n", "each.value.nat", "each.value") };
      expect(tableOf(references("local.routes"), ["x", "y"], byKey)).toEqual([either, either]);
    });
  });

  test("fewer members than instances: each is one of them", () => {
    const model = read(
      plan(
        [
          change({ type: "aws_subnet", name: "s", index: 0, unknown: { id: true } }),
          change({ type: "aws_subnet", name: "s", index: 1, unknown: { id: true } }),
          change({ type: "example", name: "e", after: { subnet_ids: [null] }, unknown: { subnet_ids: [true] } }),
        ],
        {
          resources: [
            block({ type: "aws_subnet", name: "s" }, {}, { count_expression: { constant_value: 2 } }),
            block({ type: "example", name: "e" }, { subnet_ids: references("aws_subnet.s") }),
          ],
        },
      ),
    );
    const example = model.at("example.e");
    expect(example && show(example.get("subnet_ids"))).toBe("[one(aws_subnet.s[0].id | aws_subnet.s[1].id)]");
  });

  test.each([
    [
      "one that exists and one that does not are both in a list that names both",
      ["aws_security_group.old.id", "aws_security_group.old", "aws_security_group.new.id", "aws_security_group.new"],
      '[one(aws_security_group.new.id), "sg-0123456789abcdef0"]',
    ],
    [
      "a variable's may be there for another reason",
      ["var.group", "aws_security_group.new.id", "aws_security_group.new"],
      "[some(aws_security_group.new.id), ... aws_vpc_endpoint.e.security_group_ids may also hold what var.group names: a plan does not show how they are combined]",
    ],
  ])("%s", (_, names, expected) => {
    const group = { type: "aws_security_group", name: "old" };
    const id = "sg-0123456789abcdef0";
    const model = read(
      plan(
        [
          change({ ...group, actions: ["no-op"], after: { id } }),
          change({ ...group, name: "new", unknown: { id: true } }),
          change({ type: "aws_vpc_endpoint", name: "e", unknown: { security_group_ids: true } }),
        ],
        {
          resources: [
            block(group, {}),
            block({ ...group, name: "new" }, {}),
            block({ type: "aws_vpc_endpoint", name: "e" }, { security_group_ids: references(...names) }),
          ],
          variables: { group: { default: "sg-0fedcba9876543210" } },
        },
        { variables: { group: { value: "sg-0fedcba9876543210" } } },
      ),
    );
    const endpoint = model.at("aws_vpc_endpoint.e");
    expect(endpoint && show(endpoint.get("security_group_ids"))).toBe(expected);
  });
});

describe("what an instance depends on", () => {
  const addresses = (json: unknown, address: string) =>
    read(json)
      .at(address)
      ?.dependencies()
      .map((instance) => instance.address)
      .sort();
  const ESM = { type: "aws_lambda_event_source_mapping", name: "m" } as const;

  test("arguments, nested blocks and depends_on, through variables and outputs", () => {
    const json = plan(
      [
        change({ ...ESM, module: "module.m" }),
        change({ type: "aws_mq_broker", name: "b" }),
        change({ type: "aws_iam_role_policy", name: "p" }),
        change({ type: "aws_secretsmanager_secret", name: "s", module: "module.secret" }),
      ],
      {
        resources: [],
        module_calls: {
          m: {
            expressions: {
              broker: references("aws_mq_broker.b.arn", "aws_mq_broker.b"),
              secret: references("module.secret.arn"),
            },
            depends_on: ["aws_iam_role_policy.p"],
            module: {
              variables: { broker: {}, secret: {} },
              resources: [
                block(ESM, {
                  event_source_arn: references("var.broker"),
                  source_access_configuration: [{ uri: references("var.secret") }],
                }),
              ],
            },
          },
          secret: {
            module: {
              outputs: { arn: { expression: references("aws_secretsmanager_secret.s.arn") } },
              resources: [block({ type: "aws_secretsmanager_secret", name: "s" }, {})],
            },
          },
        },
      },
    );
    expect(addresses(json, "module.m.aws_lambda_event_source_mapping.m")).toEqual([
      "aws_iam_role_policy.p",
      "aws_mq_broker.b",
      "module.secret.aws_secretsmanager_secret.s",
    ]);
  });

  test("depends_on a module is everything in it", () => {
    const json = plan(
      [
        change(ESM),
        change({ type: "aws_route", name: "r", module: 'module.net["a"]' }),
        change({ type: "aws_nat_gateway", name: "n", module: 'module.net["a"].module.inner' }),
      ],
      {
        resources: [block(ESM, {}, { depends_on: ["module.net"] })],
        module_calls: { net: { module: { module_calls: { inner: { module: {} } } } } },
      },
    );
    expect(addresses(json, "aws_lambda_event_source_mapping.m")).toEqual([
      'module.net["a"].aws_route.r',
      'module.net["a"].module.inner.aws_nat_gateway.n',
    ]);
  });
});

test("a splat of policy documents is their text, which is all that they have for others", () => {
  const document = { type: "aws_iam_policy_document", name: "d", mode: "data" } as const;
  const policy = { type: "aws_iam_policy", name: "p" } as const;
  const json = plan(
    [
      change({ ...document, index: 0, actions: ["read"], unknown: { json: true, id: true } }),
      change({ ...policy, unknown: { policy: true } }),
    ],
    { resources: [block(document, {}), block(policy, { policy: references("data.aws_iam_policy_document.d") })] },
  );
  const found = readModel([{ name: "plan.json", json }])
    .at("aws_iam_policy.p")
    ?.get("policy");
  expect(found && show(found)).toBe("one(data.aws_iam_policy_document.d[0].json)");
});
