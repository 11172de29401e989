// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are Terraform's.
import { readModel } from "../../../../connectivity/terraform";
import type { Value } from "../../../../connectivity/terraform/model/model";
import { show } from "../show";

type Json = Readonly<Record<string, unknown>>;

const NETWORK: Json = {
  aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
  aws_subnet: {
    a: { vpc_id: "${aws_vpc.main.id}", cidr_block: "${cidrsubnet(aws_vpc.main.cidr_block, 8, 1)}" },
    counted: { count: 2, vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.${count.index + 10}.0/24" },
    keyed: { for_each: { x: "10.0.20.0/24", y: "10.0.21.0/24" }, cidr_block: "${each.value}" },
  },
  aws_security_group: { g: { name: "g" }, h: {} },
};

/** Reads a configuration with the network above and one resource more. */
function read(resource: Json, more: Json = {}) {
  const json = { provider: { aws: [{ region: "eu-central-1" }] }, ...more, resource: { ...NETWORK, ...resource } };
  return readModel([{ name: "cdk.tf.json", json }]);
}

/** What an argument of `example.it` comes to. */
function value(argument: unknown, more: Json = {}): Value {
  const found = read({ example: { it: { argument } } }, more)
    .at("example.it")
    ?.get("argument");
  if (found === undefined) throw new Error("no example.it");
  return found;
}

describe("arguments", () => {
  test.each<[string, unknown, string]>([
    ["a literal", "text", '"text"'],
    ["a number", 5671, "5671"],
    ["null", null, "null"],
    ["a reference", "${aws_vpc.main.id}", "one(aws_vpc.main.id)"],
    ["a reference that is set elsewhere", "${aws_subnet.a.vpc_id}", "one(aws_vpc.main.id)"],
    ["a known argument of another", "${aws_vpc.main.cidr_block}", '"10.0.0.0/16"'],
    ["what AWS chooses for a blank argument", "${aws_vpc.main.ipv6_cidr_block}", "one(aws_vpc.main.ipv6_cidr_block)"],
    ["a list", ["${aws_subnet.a.id}", "subnet-1"], '[one(aws_subnet.a.id), "subnet-1"]'],
    ["a list in an expression", "${[aws_subnet.a.id]}", "[one(aws_subnet.a.id)]"],
    ["an instance by number", "${aws_subnet.counted[1].cidr_block}", '"10.0.11.0/24"'],
    ["an instance by key", '${aws_subnet.keyed["y"].id}', 'one(aws_subnet.keyed["y"].id)'],
    ["a splat", "${aws_subnet.counted[*].id}", "[one(aws_subnet.counted[0].id), one(aws_subnet.counted[1].id)]"],
    ["the old splat", "${aws_subnet.counted.*.id}", "[one(aws_subnet.counted[0].id), one(aws_subnet.counted[1].id)]"],
    ["a splat of a map", "${values(aws_subnet.keyed)[*].cidr_block}", '["10.0.20.0/24", "10.0.21.0/24"]'],
    ["a splat of one", "${aws_vpc.main[*].cidr_block}", '["10.0.0.0/16"]'],
    [
      "a loop",
      '${[for s in aws_subnet.counted : s.id if s.cidr_block != "10.0.10.0/24"]}',
      "[one(aws_subnet.counted[1].id)]",
    ],
    [
      "a loop over a map",
      "${{for k, s in aws_subnet.keyed : upper(k) => s.cidr_block}}",
      '[{X: "10.0.20.0/24", Y: "10.0.21.0/24"}]',
    ],
    ["a condition that is known", '${1 < 2 ? aws_subnet.a.id : "subnet-1"}', "one(aws_subnet.a.id)"],
    [
      "a condition that is not",
      '${aws_vpc.main.id == "vpc-1" ? aws_security_group.g.id : aws_security_group.h.id}',
      "one(aws_security_group.g.id | aws_security_group.h.id)",
    ],
    ["an escaped marker", "$${aws:username}", '"${aws:username}"'],
    ["what stands in no list", "${aws_subnet.counted[7].id}", "? a list has no such member"],
    ["an object that is not there", "${aws_vpc.other.id}", "? aws_vpc.other is not in this configuration"],
    ["a directive", "%{ if true }x%{ else }y%{ endif }", '"x"'],
    ["a loop of directives", '%{ for v in ["a", "b"] ~} ${v}! %{~ endfor }', '"a!b!"'],
    [
      "a directive without its end",
      "%{ if true }x",
      "? the expression of example.it.argument is not understood: check the plan",
    ],
    ["an output of a module", "${module.vpc.vpc_id}", "? module.vpc is not in this configuration"],
    [
      "an output of another workspace",
      "${data.terraform_remote_state.network.outputs.vpc_id}",
      "? data.terraform_remote_state.network is not in this configuration",
    ],
  ])("%s", (_, argument, expected) => {
    const shown = show(value(argument));
    // What is no map comes as a list of blocks.
    expect(shown.startsWith("{") ? `[${shown}]` : shown).toBe(expected);
  });

  test("a text of which parts are known keeps its parts", () => {
    const text = value("${aws_vpc.main.arn}/*");
    expect(show(text)).toBe("? aws_vpc.main.arn is not shown in a configuration");
    expect(text.kind === "unknown" && text.parts?.map(show)).toEqual(["one(aws_vpc.main.arn)", '"/*"']);
  });

  test("an encoded document keeps its parts", () => {
    const text = value('${jsonencode({ Resource = [aws_vpc.main.arn, "*"] })}');
    expect(
      text.kind === "unknown" && text.parts?.map((part) => (part.kind === "scalar" ? part.value : "?")).join(""),
    ).toBe('{"Resource":["?","*"]}');
  });

  test("what another workspace's state holds is named", () => {
    const remote = { data: { terraform_remote_state: { network: { backend: "s3" } } } };
    expect(show(value("${data.terraform_remote_state.network.outputs.vpc_id}", remote))).toBe(
      "? output vpc_id of data.terraform_remote_state.network is not shown in a configuration: check the plan, which shows it",
    );
  });
});

describe("local values and variables", () => {
  const names = {
    variable: { env: { default: "dev" }, groups: { default: ["sg-1"], sensitive: true }, open: { type: "string" } },
    locals: {
      prefix: "app-${var.env}",
      subnets: "${concat([aws_subnet.a.id], aws_subnet.counted[*].id)}",
      round: "${local.trip}",
      trip: "${local.round}",
    },
  };

  test.each<[string, string, string]>([
    ["a local value", "${local.prefix}-x", '"app-dev-x"'],
    ["a local list", "${local.subnets[1]}", "one(aws_subnet.counted[0].id)"],
    ["a variable's default", '${var.env == "dev" ? 1 : 2}', "1"],
    ["a variable without default", "${var.open}", "? var.open has no default: check the plan, which shows its value"],
    ["a cycle", "${local.round}", "? local.round refers to itself"],
  ])("%s", (_, argument, expected) => {
    expect(show(value(argument, names))).toBe(expected);
  });

  test("a sensitive variable stays sensitive", () => {
    const list = value("${var.groups}", names);
    expect(list.kind === "list" && list.items).toEqual([{ kind: "scalar", value: "sg-1", sensitive: true }]);
    expect(value('${join("-", var.groups)}-x', names)).toEqual({ kind: "scalar", value: "sg-1-x", sensitive: true });
  });
});

describe("data sources", () => {
  const data = {
    provider: { aws: [{ region: "eu-central-1" }, { alias: "china", region: "cn-north-1" }] },
    data: {
      aws_region: { here: {}, there: { provider: "aws.china" } },
      aws_partition: { there: { provider: "aws.china" } },
      aws_vpc: { default: { default: true } },
      aws_subnets: { default: { filter: { name: "vpc-id", values: ["${data.aws_vpc.default.id}"] } } },
      aws_subnet: { each: { for_each: "${toset(data.aws_subnets.default.ids)}", id: "${each.value}" } },
    },
  };

  test.each<[string, string, string]>([
    [
      "the region of the provider",
      "com.amazonaws.${data.aws_region.here.name}.sts",
      '"com.amazonaws.eu-central-1.sts"',
    ],
    ["the region of another provider", "${data.aws_region.there.id}", '"cn-north-1"'],
    ["its partition", "${data.aws_partition.there.partition}", '"aws-cn"'],
    ["what only AWS knows", "${data.aws_vpc.default.cidr_block}", "one(data.aws_vpc.default.cidr_block)"],
    ["what the configuration says", "${data.aws_vpc.default.default}", "true"],
    ["as many as AWS says", "${data.aws_subnets.default.ids}", "one(data.aws_subnets.default.ids)"],
    ["one of as many as AWS says", "${element(data.aws_subnets.default.ids, 0)}", "one(data.aws_subnets.default.ids)"],
    [
      "all of a number that is not known",
      "${[for s in data.aws_subnet.each : s.id]}",
      "some(data.aws_subnet.each[*].id)",
    ],
    ["values of a map of such a number", "${values(data.aws_subnet.each)[*].id}", "some(data.aws_subnet.each[*].id)"],
  ])("%s", (_, argument, expected) => {
    expect(show(value(argument, data))).toBe(expected);
  });

  test("of instances of which the number is not known, nothing is known", () => {
    const subnet = read({}, data).at("data.aws_subnet.each[*]");
    expect(subnet && show(subnet.get("vpc_id"))).toBe(
      "? how many data.aws_subnet.each there are depends on what is not known: " +
        "data.aws_subnets.default.ids is not shown in a configuration",
    );
  });

  test("an object that a data source denotes is found by its type", () => {
    const model = read({ example: { it: { subnet_ids: "${data.aws_subnets.default.ids}" } } }, data);
    const ids = model.at("example.it")?.get("subnet_ids");
    expect(ids && model.links(ids, ["aws_subnets"]).certain.map(({ instance }) => instance.address)).toEqual([
      "data.aws_subnets.default",
    ]);
  });
});

describe("blocks", () => {
  test("one block, several blocks and blocks in blocks are lists", () => {
    const model = read({
      aws_lambda_function: {
        f: { vpc_config: { subnet_ids: ["${aws_subnet.a.id}"] }, environment: { variables: { A: "1" } } },
      },
      aws_network_acl: { n: { ingress: [{ rule_no: 1 }, { rule_no: 2 }] } },
    });
    const lambda = model.at("aws_lambda_function.f");
    expect(lambda && show(lambda.get("vpc_config"))).toBe("[{subnet_ids: [one(aws_subnet.a.id)]}]");
    expect(lambda && show(lambda.get("environment"))).toBe('[{variables: {A: "1"}}]');
    const acl = model.at("aws_network_acl.n");
    expect(acl && show(acl.get("ingress"))).toBe("[{rule_no: 1}, {rule_no: 2}]");
  });

  test("dynamic blocks are made, beside those that are written", () => {
    const model = read({
      aws_security_group: {
        it: {
          ingress: [{ from_port: 1 }],
          dynamic: {
            ingress: {
              for_each: { a: 443, b: 5671 },
              iterator: "rule",
              content: { from_port: "${rule.value}", description: "${rule.key}" },
            },
          },
        },
      },
    });
    const group = model.at("aws_security_group.it");
    expect(group && show(group.get("ingress"))).toBe(
      '[{from_port: 1}, {description: "a", from_port: 443}, {description: "b", from_port: 5671}]',
    );
  });

  test("dynamic blocks over what is not known may be any number", () => {
    const model = read(
      {
        aws_security_group: {
          it: { dynamic: { ingress: { for_each: "${var.ports}", content: { from_port: "${ingress.value}" } } } },
        },
      },
      { variable: { ports: {} } },
    );
    const group = model.at("aws_security_group.it");
    expect(group && show(group.get("ingress"))).toBe(
      "[... var.ports has no default: check the plan, which shows its value]",
    );
  });

  test("rules and routes that are not written are none, other blanks are null", () => {
    const model = read({ aws_route_table: { t: {} } });
    const table = model.at("aws_route_table.t");
    const group = model.at("aws_security_group.g");
    expect(table && show(table.get("route"))).toBe("[]");
    expect(group && show(group.get("egress"))).toBe("[]");
    expect(group && show(group.get("vpc_id"))).toBe("null");
    expect(group && show(group.get("id"))).toBe("one(aws_security_group.g.id)");
  });
});

describe("repetition", () => {
  const addresses = (resource: Json, more: Json = {}) =>
    read(resource, more)
      .ofType("example")
      .map(({ address }) => address);

  test.each<[string, Json, readonly string[]]>([
    ["count", { count: 2 }, ["example.it[0]", "example.it[1]"]],
    ["count of none", { count: "${var.on ? 1 : 0}" }, []],
    ["a set", { for_each: '${toset(["b", "a", "b"])}' }, ['example.it["a"]', 'example.it["b"]']],
    ["a map", { for_each: { 'a"b': 1 } }, ['example.it["a\\"b"]']],
    ["a loop", { for_each: "${{for k, s in aws_subnet.keyed : k => s.id}}" }, ['example.it["x"]', 'example.it["y"]']],
    ["a number that is not known", { count: "${length(data.aws_subnets.all.ids)}" }, ["example.it[*]"]],
    ["its own number", { count: "${length(example.it)}" }, ["example.it[*]"]],
    ["an absurd number", { count: 1e9 }, ["example.it[*]"]],
  ])("%s", (_, it, expected) => {
    const more = { variable: { on: { default: false } }, data: { aws_subnets: { all: {} } } };
    expect(addresses({ example: { it } }, more)).toEqual(expected);
  });
});

test("construct paths and dependencies", () => {
  const model = read(
    {
      example: {
        it: {
          "//": { metadata: { path: "stack/it", uniqueId: "it" } },
          subnet: "${local.subnet}",
          depends_on: ["aws_security_group.g", "data.aws_vpc.default"],
        },
      },
    },
    { locals: { subnet: "${aws_subnet.a.id}" }, data: { aws_vpc: { default: {} } } },
  );
  const example = model.at("example.it");
  expect(example?.constructPath).toBe("stack/it");
  expect(example?.change).toBe("create");
  expect(
    example
      ?.dependencies()
      .map(({ address }) => address)
      .sort(),
  ).toEqual(["aws_security_group.g", "aws_subnet.a", "data.aws_vpc.default"]);
});

test("passwords in a configuration are sensitive, without a schema that says so", () => {
  const model = read({
    aws_mq_broker: { b: { user: [{ username: "u", password: "correct-horse-battery" }] } },
    aws_secretsmanager_secret_version: {
      v: { secret_string: '{"password":"correct-horse-battery"}' },
      w: { secret_string: "hunter2-${aws_vpc.main.id}" },
    },
  });
  const user = model.at("aws_mq_broker.b")?.get("user");
  const [first] = user?.kind === "list" ? user.items : [];
  expect(first?.kind === "block" && first.get("password")).toMatchObject({ sensitive: true });
  expect(model.at("aws_secretsmanager_secret_version.v")?.get("secret_string")).toMatchObject({ sensitive: true });
  expect(model.at("aws_secretsmanager_secret_version.w")?.get("secret_string")).toMatchObject({
    parts: [{ value: "hunter2-", sensitive: true }, { kind: "pointer" }],
  });
});
