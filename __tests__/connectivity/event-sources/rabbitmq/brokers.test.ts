import { check, inWords } from "../../../../connectivity";
import { changed, configuration, WITH_NAT } from "../../paths/stack";
import { BROKER, type Changes, decisive, FUNCTION, findings, MAPPING, only, planned, ref } from "../../rules/stack";

const broker = (values: Record<string, unknown>): Changes => ({ [BROKER]: values });
const at = (rule: string) => [`${rule} at ${BROKER}`];

describe("version and instance type", () => {
  test.each([
    ["3.13", "mq.m7g.medium"],
    ["3.13", "mq.m5.large"],
    ["4.2", "mq.m7g.16xlarge"],
    ["4.3", "mq.m7g.large"],
  ])("%s on %s", (engine_version, host_instance_type) => {
    expect(decisive(broker({ engine_version, host_instance_type }))).toEqual([]);
  });

  test.each([
    ["3.13", "mq.t3.micro", "instance-type"],
    ["3.13", "mq.t2.micro", "instance-type"],
    ["4.2", "mq.m5.large", "instance-type"],
    ["4.2", "m7g.large", "instance-type"],
    ["3.13.7", "mq.m7g.medium", "engine-version"],
    ["3.12", "mq.m7g.medium", "engine-version"],
    ["4.1", "mq.m7g.medium", "engine-version"],
    ["latest", "mq.m7g.medium", "engine-version"],
    ["4.4", "mq.m7g.medium", "broker-unknown"],
    ["5.0", "mq.m7g.medium", "broker-unknown"],
    ["4.2", "mq.m8g.large", "broker-unknown"],
  ])("%s on %s: %s", (engine_version, host_instance_type, rule) => {
    expect(decisive(broker({ engine_version, host_instance_type }))).toEqual(at(rule));
  });

  test("the text names what was given and what to use", () => {
    const type = only(findings(broker({ engine_version: "3.13", host_instance_type: "mq.t3.micro" })), "instance-type");
    expect(type.explanation).toBe(
      `${BROKER} asks for "mq.t3.micro", on which Amazon MQ creates no new RabbitMQ 3.13 broker.`,
    );
    expect(type.remedy).toBe("Use mq.m7g.medium or larger, or an mq.m5 type.");
    const version = only(findings(broker({ engine_version: "3.13.7" })), "engine-version");
    expect(version.explanation).toBe(`${BROKER} asks for RabbitMQ "3.13.7", which Amazon MQ does not create.`);
    expect(version.remedy).toBe('Use "3.13", "4.2" or "4.3".');
  });

  test.each([
    [true, "broker-unknown"],
    [false, "engine-version"],
  ])(
    "without a plan, a patch level with minor version upgrades %s may be that of a broker that exists: %s",
    (upgrades, rule) => {
      const stack = changed(WITH_NAT, {
        [BROKER]: {
          ...WITH_NAT[BROKER],
          engine_type: "RabbitMQ",
          engine_version: "3.13.7",
          host_instance_type: "mq.m7g.medium",
          auto_minor_version_upgrade: upgrades,
        },
      });
      const report = inWords(check([{ name: "cdk.tf.json", json: configuration(stack) }]));
      const found = report.mappings[0]?.findings.filter(({ resource }) => resource === BROKER) ?? [];
      expect(found.map((finding) => finding.rule)).toContain(rule);
      expect(found.map(({ explanation }) => explanation)).toContain(
        upgrades
          ? 'Whether Amazon MQ takes RabbitMQ "3.13.7" is not known: it creates no broker with a patch level, of a broker that exists the provider cuts it off, and the input does not show whether this one exists.'
          : `${BROKER} asks for RabbitMQ "3.13.7", which Amazon MQ does not create.`,
      );
    },
  );

  test.each([
    ["engine_version", "engine-version"],
    ["host_instance_type", "instance-type"],
  ])("no %s is refused", (argument, rule) => {
    expect(decisive(broker({ [argument]: undefined }))).toEqual(at(rule));
  });

  test("a broker that exists already was accepted once", () => {
    const old = {
      engine_type: "RabbitMQ",
      engine_version: "3.8.6",
      host_instance_type: "mq.t3.micro",
      arn: "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1",
    };
    const mapping = { [MAPPING]: { event_source_arn: old.arn } };
    expect(
      decisive(mapping, planned(BROKER, old, { actions: ["no-op"], before: old })).filter((one) =>
        one.includes(BROKER),
      ),
    ).toEqual([]);
    const moved = planned(BROKER, { ...old, host_instance_type: "mq.t2.micro" }, { actions: ["update"], before: old });
    expect(decisive(mapping, moved)).toContain(`instance-type at ${BROKER}`);
  });

  test.each([false, undefined, null])("auto_minor_version_upgrade %s is refused", (auto_minor_version_upgrade) => {
    expect(decisive(broker({ auto_minor_version_upgrade }))).toEqual(at("auto-minor-version-upgrade"));
  });

  test.each(["engine_version", "host_instance_type", "auto_minor_version_upgrade", "deployment_mode"])(
    "%s after apply is unknown",
    (argument) => {
      const value = ref("aws_security_group.broker.name_prefix");
      expect(
        decisive(
          broker({ [argument]: value }),
          planned("aws_security_group.broker", {}, { computed: ["id", "name_prefix"] }),
        ),
      ).toContain(`broker-unknown at ${BROKER}`);
    },
  );

  test("audit logs do not exist", () => {
    expect(decisive(broker({ logs: [{ general: true, audit: "true" }] }))).toEqual(at("audit-log"));
    expect(decisive(broker({ logs: [{ general: true }] }))).toEqual([]);
  });
});

describe("placement", () => {
  const PUBLIC = { publicly_accessible: true, subnet_ids: undefined };

  test("a public broker takes no groups", () => {
    const found = only(findings(broker(PUBLIC)), "public-broker-security-groups");
    expect(found.resource).toBe(BROKER);
    expect(found.explanation).toBe(
      `${BROKER} is publicly accessible and has security groups, which Amazon MQ refuses for RabbitMQ.`,
    );
    expect(decisive(broker({ ...PUBLIC, security_groups: undefined }))).toEqual([]);
    expect(decisive(broker({ ...PUBLIC, security_groups: [] }))).toEqual([]);
  });

  test("whether it is public may not be known", () => {
    const group = planned("aws_security_group.broker", { vpc_id: "vpc-1" }, { computed: ["id", "open"] });
    expect(decisive(broker({ publicly_accessible: ref("aws_security_group.broker.open") }), group)).toEqual(
      at("broker-unknown"),
    );
  });

  test("a single instance takes one subnet", () => {
    const found = only(findings(broker({ subnet_ids: ["subnet-1", "subnet-2"] })), "deployment-mode");
    expect(found.explanation).toBe(
      `${BROKER} is a single instance and has 2 subnets, where Amazon MQ takes exactly one.`,
    );
    expect(decisive(broker({ subnet_ids: ["subnet-1"] }))).toEqual([]);
    expect(decisive(broker({ subnet_ids: ["subnet-1", "subnet-2"], deployment_mode: undefined }))).toEqual(
      at("deployment-mode"),
    );
    expect(decisive(broker({ subnet_ids: ["subnet-1", "subnet-2"], deployment_mode: "CLUSTER_MULTI_AZ" }))).toEqual([]);
  });

  test("active/standby is for ActiveMQ", () => {
    expect(
      decisive(broker({ deployment_mode: "ACTIVE_STANDBY_MULTI_AZ", subnet_ids: ["subnet-1", "subnet-2"] })),
    ).toEqual(at("deployment-mode"));
  });

  test("a cluster's subnets are in different zones", () => {
    const subnets = [
      planned("aws_subnet.a", { availability_zone: "eu-west-1a", id: "subnet-1" }),
      planned("aws_subnet.b", { availability_zone: "eu-west-1a", id: "subnet-2" }),
    ];
    const cluster = broker({ deployment_mode: "CLUSTER_MULTI_AZ", subnet_ids: ["subnet-1", "subnet-2"] });
    const found = only(findings(cluster, ...subnets), "subnet-zones");
    expect(found.explanation).toBe(
      "aws_subnet.a and aws_subnet.b are both in eu-west-1a, and a cluster's subnets have to be in different zones.",
    );
  });

  test("five groups and no more", () => {
    const groups = (count: number) =>
      broker({ security_groups: Array.from({ length: count }, (_, index) => `sg-${index}`) });
    expect(decisive(groups(5))).toEqual([]);
    expect(decisive(groups(6))).toEqual(at("security-group-count"));
  });

  describe("only subnets, or only groups", () => {
    const VPC = planned("aws_vpc.own", { cidr_block: "10.0.0.0/16" });
    const DEFAULT = planned("data.aws_vpc.default", { default: true, id: "vpc-default" });
    const subnet = (vpc_id: unknown) => planned("aws_subnet.private", { vpc_id });
    const noGroups = broker({ security_groups: undefined });

    test("outside the default VPC is refused", () => {
      const found = only(findings(noGroups, VPC, subnet(ref("aws_vpc.own.id"))), "subnets-and-groups");
      expect(found.explanation).toBe(
        `${BROKER} has subnet_ids outside the default VPC and no security_groups, which Amazon MQ would take from the default VPC.`,
      );
      const group = planned("aws_security_group.broker", { vpc_id: ref("aws_vpc.own.id") });
      expect(decisive(broker({ subnet_ids: undefined }), VPC, group)).toEqual(at("subnets-and-groups"));
    });

    test("in the default VPC is fine", () => {
      expect(decisive(noGroups, DEFAULT, subnet("vpc-default"))).toEqual([]);
      expect(decisive(broker({ subnet_ids: undefined }), planned("aws_security_group.broker", {}))).toEqual([]);
    });

    test("elsewhere is unknown", () => {
      expect(decisive(broker({ security_groups: undefined, subnet_ids: ["subnet-1"] }))).toEqual(
        at("subnets-and-groups-unknown"),
      );
    });

    test("neither means the default VPC", () => {
      expect(decisive(broker({ security_groups: undefined, subnet_ids: undefined }))).toEqual([]);
    });
  });
});

describe("user", () => {
  const user = (values: object) =>
    broker({ user: [{ username: "operator", password: "correct-horse-battery", ...values }] });

  test.each(["guest", "a", "a~b", "é", "x".repeat(101)])("the username %s is refused", (username) => {
    expect(decisive(user({ username }))).toEqual(at("broker-user"));
  });

  test.each([
    ["short", "Hunter2!", "has fewer than 12 characters"],
    ["monotonous", "aaabbbaaabbb", "has fewer than 4 different characters"],
    ["with a comma", "hunter2,hunter2", "has a comma, colon or equals sign, which Amazon MQ refuses"],
    ["with an equals sign", "hunter2=hunter2", "has a comma, colon or equals sign, which Amazon MQ refuses"],
  ])("a %s password is refused and never shown", (_, password, fault) => {
    const found = findings(user({ password }));
    expect(only(found, "broker-user").explanation).toBe(`The password of ${BROKER} ${fault}.`);
    expect(JSON.stringify(found)).not.toContain(password);
  });

  test.each([0, 2])("%i users are refused", (count) => {
    const users = Array.from({ length: count }, () => ({ username: "operator", password: "correct-horse-battery" }));
    expect(only(findings(broker({ user: users })), "broker-user").explanation).toBe(
      `${BROKER} has ${count} users, and a RabbitMQ broker is made with exactly one.`,
    );
  });

  test("none is needed where RabbitMQ authenticates elsewhere", () => {
    expect(decisive(broker({ user: [], authentication_strategy: "config_managed" }))).toEqual(
      at("authentication-strategy"),
    );
  });

  test("what is known after apply only is not judged", () => {
    expect(decisive(user({ password: ref("aws_security_group.broker.id"), username: "operator" }))).toEqual([]);
  });
});

describe("changes to a broker that exists", () => {
  const existing = {
    engine_type: "RabbitMQ",
    engine_version: "4.2",
    host_instance_type: "mq.m7g.medium",
    auto_minor_version_upgrade: true,
    arn: "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1",
    broker_name: "orders",
    subnet_ids: ["subnet-1"],
    security_groups: ["sg-1"],
  };
  const changes = {
    [MAPPING]: { event_source_arn: existing.arn },
    "data.aws_iam_policy_document.consume": { statement: [{ actions: ["*"], resources: ["*"] }] },
  };
  const update = (values: object, actions = ["update"]) =>
    planned(BROKER, { ...existing, ...values }, { actions, before: existing });

  test("other groups are refused", () => {
    const found = only(findings(changes, update({ security_groups: ["sg-2"] })), "security-groups-changed");
    expect(found.explanation).toBe(
      `The plan changes the security groups of ${BROKER}, which Amazon MQ refuses for RabbitMQ.`,
    );
    expect(decisive(changes, update({ security_groups: null }))).toEqual(at("security-groups-changed"));
    expect(decisive(changes, update({ tags: { team: "orders" } }))).toEqual([]);
  });

  test("a group that the plan replaces is another group", () => {
    const group = planned(
      "aws_security_group.broker",
      { vpc_id: "vpc-1" },
      { actions: ["create", "delete"], before: { id: "sg-1" } },
    );
    const found = only(
      findings(changes, group, update({ security_groups: [ref("aws_security_group.broker.id")] })),
      "security-groups-changed",
    );
    expect(found.explanation).toBe(
      `The plan changes the security groups of ${BROKER}, because the plan replaces aws_security_group.broker, which Amazon MQ refuses for RabbitMQ.`,
    );
  });

  test("a group that is looked up during apply may be the same", () => {
    const group = planned("data.aws_security_group.broker", { name: "broker" }, { computed: ["id"] });
    expect(decisive(changes, group, update({ security_groups: [ref("data.aws_security_group.broker.id")] }))).toEqual(
      at("broker-unknown"),
    );
  });

  test("a replaced broker loses its messages", () => {
    const found = findings(changes, update({ broker_name: "renamed" }, ["delete", "create"]));
    expect(only(found, "broker-replaced")).toMatchObject({ severity: "warning", resource: BROKER });
  });
});

test("a broker of another account is refused", () => {
  const arn = "arn:aws:mq:eu-west-1:210987654321:broker:orders:b-1";
  const other = planned(BROKER, { arn, engine_type: "RabbitMQ" }, { actions: ["no-op"], before: { arn } });
  const listener = "arn:aws:lambda:eu-west-1:123456789012:function:listener";
  const changes = { [MAPPING]: { event_source_arn: arn, function_name: listener }, [FUNCTION]: { arn: listener } };
  const found = only(findings(changes, other), "broker-account");
  expect(found.explanation).toBe(
    `${BROKER} is in account 210987654321 and the function in 123456789012, and Lambda does not process brokers of another account.`,
  );
});

test("a broker of another Region is refused", () => {
  const elsewhere = { [BROKER]: { region: "us-east-2" }, [MAPPING]: { region: "eu-west-1" } };
  expect(only(findings(elsewhere), "broker-region")).toMatchObject({
    severity: "error",
    resource: MAPPING,
    explanation: `${BROKER} is in us-east-2 and ${MAPPING} in eu-west-1, and Lambda polls brokers of its own Region only.`,
    remedy: "Put the function and the mapping into us-east-2.",
  });
  const same = { [BROKER]: { region: "eu-west-1" }, [MAPPING]: { region: "eu-west-1" } };
  expect(findings(same)).toEqual([]);
});
