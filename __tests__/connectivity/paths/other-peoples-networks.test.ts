import {
  type Arguments,
  type Changes,
  changed,
  configuration,
  endpointFor,
  ref,
  SERVICES,
  Verdict,
  verdictOn,
  WITH_ENDPOINTS,
} from "./stack";

/** The default VPC, looked up; the broker's subnets and groups left blank; endpoints in the subnets that the broker reports. */
const IN_DEFAULT_VPC: Changes = changed(WITH_ENDPOINTS, {
  "aws_vpc.main": null,
  "aws_subnet.private": null,
  "aws_security_group.broker": null,
  "aws_mq_broker.orders": { subnet_ids: null, security_groups: null },
  "data.aws_vpc.default": { default: true },
  "data.aws_security_group.default": { name: "default", vpc_id: ref("data.aws_vpc.default.id") },
  "aws_security_group.endpoints": {
    vpc_id: ref("data.aws_vpc.default.id"),
    ingress: [
      {
        from_port: 443,
        to_port: 443,
        protocol: "tcp",
        cidr_blocks: ref("data.aws_vpc.default.cidr_block_associations[*].cidr_block"),
      },
    ],
  },
  ...Object.fromEntries(
    SERVICES.map((service) => [
      `aws_vpc_endpoint.${service}`,
      { vpc_id: ref("data.aws_vpc.default.id"), subnet_ids: ref("aws_mq_broker.orders.subnet_ids") },
    ]),
  ),
});

const DNS = ["data.aws_vpc.default:dns-support", "data.aws_vpc.default:dns-hostnames"];
const GROUP = "data.aws_vpc.default:default-security-group-as-created";
const ACL = "data.aws_vpc.default:default-network-acl-open";

describe("the default VPC", () => {
  test("names each fact that only the account knows", () => {
    const verdict = verdictOn(IN_DEFAULT_VPC);
    expect(verdict.mapping.verdict).toBe("unknown");
    expect(verdict.to("broker")).toMatchObject({
      from: "aws_mq_broker.orders.subnet_ids",
      reason: "dns-unknown",
      explanation:
        "enable_dns_support of data.aws_vpc.default is not in this input; the rules of data.aws_security_group.default are not in this input: data.aws_vpc_security_group_rules and data.aws_vpc_security_group_rule show them; enable_dns_hostnames of data.aws_vpc.default is not in this input.",
      remedy: "Give a plan or a state in which data.aws_vpc.default is read.",
      assumable: [DNS[0], GROUP, DNS[1]],
    });
  });

  test("works with these asserted, and says what it rests on", () => {
    const verdict = verdictOn(IN_DEFAULT_VPC, ...DNS, GROUP);
    expect(verdict.mapping).toMatchObject({ verdict: "works", assumptions: [GROUP, ...DNS].sort() });
    expect(verdict.findings).toEqual([]);
  });

  test.each([...DNS, GROUP])("stays unknown without %s", (fact) => {
    expect(verdictOn(IN_DEFAULT_VPC, ...[...DNS, GROUP].filter((other) => other !== fact)).mapping.verdict).toBe(
      "unknown",
    );
  });

  test("a cluster's subnets differ, so that the network ACL counts", () => {
    const cluster = changed(IN_DEFAULT_VPC, { "aws_mq_broker.orders": { deployment_mode: "CLUSTER_MULTI_AZ" } });
    expect(verdictOn(cluster, ...DNS, GROUP).mapping.verdict).toBe("unknown");
    expect(verdictOn(cluster, ...DNS, GROUP, ACL).mapping.verdict).toBe("works");
  });

  test("rules of one's own in the default group need no assertion", () => {
    const group = ref("data.aws_security_group.default.id");
    const rule = (port: number, peer: Arguments): Arguments => ({
      security_group_id: group,
      ip_protocol: "tcp",
      from_port: port,
      to_port: port,
      ...peer,
    });
    const stack = changed(IN_DEFAULT_VPC, {
      "aws_vpc_security_group_ingress_rule.amqps": rule(5671, { referenced_security_group_id: group }),
      "aws_vpc_security_group_egress_rule.amqps": rule(5671, { referenced_security_group_id: group }),
      "aws_vpc_security_group_egress_rule.https": rule(443, {
        referenced_security_group_id: ref("aws_security_group.endpoints.id"),
      }),
    });
    expect(verdictOn(stack, ...DNS).mapping.verdict).toBe("works");
  });

  test("a group that admits one of the VPC's blocks admits all of it only where there is one", () => {
    const primary = {
      from_port: 443,
      to_port: 443,
      protocol: "tcp",
      cidr_blocks: [ref("data.aws_vpc.default.cidr_block")],
    };
    const stack = changed(IN_DEFAULT_VPC, { "aws_security_group.endpoints": { ingress: [primary] } });
    expect(verdictOn(stack, ...DNS, GROUP).mapping.verdict).toBe("unknown");
    expect(verdictOn(stack, ...DNS, GROUP, "data.aws_vpc.default:single-address-block").mapping.verdict).toBe("works");
  });

  test("one rule for each block of the VPC admits all of it", () => {
    const stack = changed(IN_DEFAULT_VPC, {
      "aws_security_group.endpoints": { ingress: null },
      "aws_vpc_security_group_ingress_rule.each": {
        for_each: ref("{ for key, block in data.aws_vpc.default.cidr_block_associations : block.cidr_block => block }"),
        security_group_id: ref("aws_security_group.endpoints.id"),
        cidr_ipv4: ref("each.value.cidr_block"),
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
      },
    });
    expect(verdictOn(stack, ...DNS, GROUP).mapping.verdict).toBe("works");
  });

  test("an endpoint that the VPC has already can be asserted, which says nothing of the subnet's network ACL", () => {
    const stack = changed(IN_DEFAULT_VPC, { "aws_vpc_endpoint.sts": null });
    const verdict = verdictOn(stack, ...DNS, GROUP);
    expect(verdict.to("sts")).toMatchObject({ verdict: "unknown", reason: "endpoint-hidden" });
    expect(verdict.to("sts").assumable).toContain("data.aws_vpc.default:sts-endpoint-open");
    const open = [...DNS, GROUP, "data.aws_vpc.default:sts-endpoint-open"];
    expect(verdictOn(stack, ...open).to("sts")).toMatchObject({ verdict: "unknown", assumable: [ACL] });
    expect(verdictOn(stack, ...open, ACL).mapping.verdict).toBe("works");
  });

  test("found through a list of VPCs it is the same", () => {
    const stack = changed(IN_DEFAULT_VPC, {
      "data.aws_vpcs.defaults": { filter: [{ name: "is-default", values: ["true"] }] },
      "data.aws_vpc.default": { default: null, id: ref("one(data.aws_vpcs.defaults.ids)") },
    });
    expect(verdictOn(stack, ...DNS, GROUP).mapping.verdict).toBe("works");
  });

  test("adopted as a resource its attributes are known, and an adopted group's rules", () => {
    const own = ref("aws_default_vpc.main.id");
    const stack = changed(IN_DEFAULT_VPC, {
      "data.aws_vpc.default": null,
      "data.aws_security_group.default": null,
      "aws_default_vpc.main": {},
      "aws_default_security_group.main": {
        vpc_id: own,
        ingress: [{ from_port: 0, to_port: 0, protocol: "-1", self: true }],
        egress: [{ from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }],
      },
      "aws_security_group.endpoints": {
        vpc_id: own,
        ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
      },
      ...Object.fromEntries(SERVICES.map((service) => [`aws_vpc_endpoint.${service}`, { vpc_id: own }])),
    });
    expect(verdictOn(stack).mapping.verdict).toBe("works");
  });

  test("without endpoints what is public about it does not help, and an endpoint may be there", () => {
    const stack = changed(
      IN_DEFAULT_VPC,
      Object.fromEntries(SERVICES.map((service) => [`aws_vpc_endpoint.${service}`, null])),
    );
    expect(verdictOn(stack, ...DNS, GROUP).hops).toEqual({ broker: "reachable", services: "unknown: endpoint-hidden" });
  });

  test("is where a blank placement is, also when nothing looks it up", () => {
    const { hops } = verdictOn(
      changed(WITH_ENDPOINTS, {
        "aws_vpc.main": null,
        "aws_mq_broker.orders": { subnet_ids: null, security_groups: null },
      }),
      "default-vpc:dns-support",
    );
    expect(hops.broker).toBe("unknown: security-group-unknown");
  });
});

describe("what data sources show in a plan", () => {
  const id = "vpc-0aaa";
  const group = "sg-0ddd";
  const rule = (ruleId: string, more: Arguments) => ({
    id: ruleId,
    security_group_rule_id: ruleId,
    security_group_id: group,
    ip_protocol: "-1",
    from_port: -1,
    to_port: -1,
    ...more,
  });
  const shown: Record<string, Arguments> = {
    "data.aws_vpc.default": {
      id,
      default: true,
      cidr_block: "172.31.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
      cidr_block_associations: [{ cidr_block: "172.31.0.0/16" }],
    },
    "data.aws_security_group.default": { id: group, name: "default", vpc_id: id },
    "data.aws_vpc_security_group_rules.default": {
      ids: ["sgr-1", "sgr-2"],
      filter: [{ name: "group-id", values: [group] }],
    },
    "data.aws_vpc_security_group_rule.in": rule("sgr-1", { is_egress: false, referenced_security_group_id: group }),
    "data.aws_vpc_security_group_rule.out": rule("sgr-2", { is_egress: true, cidr_ipv4: "0.0.0.0/0" }),
  };

  /** A state in which the default VPC was read and everything else exists. */
  function state(changes: Changes = {}): unknown {
    const all = changed(changed(IN_DEFAULT_VPC, { ...shown, ...KNOWN }), changes);
    const resources = Object.entries(all).flatMap(([address, values]) => {
      if (values === null) return [];
      const [mode, type] = address.startsWith("data.")
        ? ["data", address.split(".")[1]]
        : ["managed", address.split(".")[0]];
      return [{ address, mode, type, name: address.split(".").at(-1), values }];
    });
    return { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: { resources } } };
  }

  const KNOWN: Changes = {
    "aws_mq_broker.orders": {
      arn: "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1",
      id: "b-1",
      subnet_ids: ["subnet-0bbb"],
      security_groups: [group],
    },
    "aws_security_group.endpoints": {
      id: "sg-0eee",
      vpc_id: id,
      ingress: [{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["172.31.0.0/16"] }],
    },
    "aws_lambda_event_source_mapping.orders": {
      event_source_arn: "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1",
      function_name: "listener",
    },
    "aws_lambda_function.listener": { role: "arn:aws:iam::123456789012:role/listener" },
    "aws_iam_role.listener": { arn: "arn:aws:iam::123456789012:role/listener", id: "listener" },
    "aws_iam_role_policy.listener": { role: "listener" },
    "aws_secretsmanager_secret.orders": { arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-1" },
    ...Object.fromEntries(
      SERVICES.map((service) => [
        `aws_vpc_endpoint.${service}`,
        {
          ...endpointFor(service),
          id: `vpce-${service}`,
          vpc_id: id,
          subnet_ids: ["subnet-0bbb"],
          security_group_ids: ["sg-0eee"],
        },
      ]),
    ),
  };

  test("is proof", () => {
    expect(new Verdict([state()]).hops).toEqual({ broker: "reachable", services: "reachable" });
  });

  test("a rule that is listed and not shown might be any", () => {
    const { hops } = new Verdict([state({ "data.aws_vpc_security_group_rule.in": null })]);
    expect(hops).toEqual({ broker: "unknown: security-group-unknown", services: "reachable" });
  });

  test("a group that admits nothing is proof as well", () => {
    const { hops } = new Verdict([
      state({
        "data.aws_vpc_security_group_rules.default": { ids: ["sgr-2"] },
        "data.aws_vpc_security_group_rule.in": null,
      }),
    ]);
    expect(hops).toEqual({ broker: "blocked: security-group-ingress", services: "reachable" });
  });

  test("attributes that are off are off", () => {
    const { hops } = new Verdict([state({ "data.aws_vpc.default": { enable_dns_support: false } })]);
    expect(hops).toEqual({ broker: "blocked: dns-support-off", services: "blocked: dns-support-off" });
  });
});

describe("a VPC of another workspace", () => {
  const looked: Changes = changed(WITH_ENDPOINTS, {
    "aws_vpc.main": null,
    "data.aws_vpc.main": { id: "vpc-0aaa" },
    "aws_subnet.private": { vpc_id: ref("data.aws_vpc.main.id") },
    "aws_security_group.broker": { vpc_id: ref("data.aws_vpc.main.id") },
    "aws_security_group.endpoints": { vpc_id: ref("data.aws_vpc.main.id") },
    ...Object.fromEntries(
      SERVICES.map((service) => [`aws_vpc_endpoint.${service}`, { vpc_id: ref("data.aws_vpc.main.id") }]),
    ),
  });
  const state = (values: Arguments) => ({
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: {
      root_module: {
        resources: [{ address: "aws_vpc.shared", mode: "managed", type: "aws_vpc", name: "shared", values }],
      },
    },
  });

  test("is unknown alone and known with its state", () => {
    expect(verdictOn(looked).hops).toEqual({ broker: "unknown: dns-unknown", services: "unknown: dns-unknown" });
    const shared = state({
      id: "vpc-0aaa",
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
    });
    expect(new Verdict([configuration(looked), shared]).mapping.verdict).toBe("works");
  });

  test("a broker on literal subnets is unknown, and says which state is missing", () => {
    const stack = changed(WITH_ENDPOINTS, {
      "aws_mq_broker.orders": { subnet_ids: ["subnet-0bbb"], security_groups: ["sg-0bbb"] },
    });
    const { mapping } = verdictOn(stack);
    expect(mapping.verdict).toBe("unknown");
    expect(mapping.hops.map(({ from, verdict }) => [from, verdict])).toEqual(Array(4).fill(["subnet-0bbb", "unknown"]));
    expect(mapping.hops[1]?.explanation).toBe("subnet-0bbb is not in this input: add its workspace's state.");
    expect(mapping.hops[1]?.assumable).toEqual([]);
  });
});
