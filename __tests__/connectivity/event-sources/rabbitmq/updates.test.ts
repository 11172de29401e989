import { BROKER, decisive, findings, MAPPING, only, planned, ref, SECRET } from "../../rules/stack";

const ARN = "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1";

const EXISTING = {
  arn: ARN,
  broker_name: "orders",
  engine_type: "RabbitMQ",
  engine_version: "3.13",
  host_instance_type: "mq.m7g.medium",
  deployment_mode: "SINGLE_INSTANCE",
  auto_minor_version_upgrade: true,
  apply_immediately: false,
  subnet_ids: ["subnet-1"],
  security_groups: ["sg-1"],
  configuration: [],
  logs: [],
  user: [],
};

type Values = Readonly<Record<string, unknown>>;

const around = {
  [MAPPING]: { event_source_arn: ARN },
  "data.aws_iam_policy_document.consume": { statement: [{ actions: ["*"], resources: ["*"] }] },
};

/** A broker as the plan changes it, from the existing one with some of it different. */
const update = (before: Values, after: Values) =>
  planned(
    BROKER,
    { ...EXISTING, ...before, ...after },
    { actions: ["update"], before: { ...EXISTING, ...before }, computed: [] },
  );

const judged = (before: Values, after: Values) => decisive(around, update(before, after));
const at = (rule: string) => [`${rule} at ${BROKER}`];

/** What the apply does to the broker: the codes of its notices. */
const notices = (before: Values, after: Values) =>
  findings(around, update(before, after))
    .filter(({ kind }) => kind === "apply")
    .map(({ rule, resource }) => `${rule} at ${resource}`);

describe("the engine's version", () => {
  test.each([
    ["3.13", "4.2"],
    ["4.2", "4.3"],
    ["3.12", "3.13"],
    ["3.12.13", "3.13"],
    ["3.13", "3.13.7"],
    ["3.13.6", "3.13"],
    ["3.13.6", "3.13.7"],
    ["4.2", "4.2.1"],
  ])("%s to %s is taken", (from, to) => {
    expect(judged({ engine_version: from }, { engine_version: to })).toEqual([]);
  });

  test.each([
    [
      "4.2",
      "3.13",
      "The plan takes aws_mq_broker.orders from RabbitMQ 4.2 back to 3.13, and Amazon MQ downgrades no broker.",
    ],
    [
      "4.3",
      "4.2",
      "The plan takes aws_mq_broker.orders from RabbitMQ 4.3 back to 4.2, and Amazon MQ downgrades no broker.",
    ],
    [
      "3.13",
      "3.12.13",
      "The plan takes aws_mq_broker.orders from RabbitMQ 3.13 back to 3.12.13, and Amazon MQ downgrades no broker.",
    ],
    [
      "3.13",
      "4.3",
      "The plan takes aws_mq_broker.orders from RabbitMQ 3.13 to 4.3, and Amazon MQ upgrades to the next version only, which is 4.2.",
    ],
    [
      "3.11",
      "3.13",
      "The plan takes aws_mq_broker.orders from RabbitMQ 3.11 to 3.13, and Amazon MQ upgrades to the next version only, which is 3.12.",
    ],
    ["3.13", "4.1", 'aws_mq_broker.orders asks for RabbitMQ "4.1", which Amazon MQ does not take.'],
    ["3.11", "3.12", 'aws_mq_broker.orders asks for RabbitMQ "3.12", which Amazon MQ does not take.'],
    ["3.13", "latest", 'aws_mq_broker.orders asks for RabbitMQ "latest", which Amazon MQ does not take.'],
  ])("%s to %s is refused", (from, to, why) => {
    const found = only(findings(around, update({ engine_version: from }, { engine_version: to })), "engine-version");
    expect(found).toMatchObject({ severity: "error", effect: "fails", kind: "refused", explanation: why });
    expect(judged({ engine_version: from }, { engine_version: to })).toEqual(at("engine-version"));
  });

  test("what is skipped is to be upgraded to first", () => {
    const found = findings(around, update({ engine_version: "3.13" }, { engine_version: "4.3" }));
    expect(only(found, "engine-version").remedy).toBe("Upgrade to 4.2 first, and to 4.3 after that.");
  });

  test("a newer version than is known here is not judged", () => {
    expect(judged({ engine_version: "4.3" }, { engine_version: "4.4" })).toEqual(at("broker-unknown"));
  });

  test("a patch level is cut with minor version upgrades only", () => {
    const off = { auto_minor_version_upgrade: false };
    expect(judged({ ...off, engine_version: "3.13.6" }, { engine_version: "3.13.7" })).toEqual([
      `engine-version at ${BROKER}`,
      `auto-minor-version-upgrade at ${BROKER}`,
    ]);
  });

  test("it is sent along with the logs and the configuration, patch level and all", () => {
    const legacy = { engine_version: "3.13.7", auto_minor_version_upgrade: false };
    const found = findings(around, update(legacy, { logs: [{ general: true }] }));
    expect(only(found, "engine-version").explanation).toBe(
      'aws_mq_broker.orders asks for RabbitMQ "3.13.7", which Amazon MQ does not take.',
    );
    expect(judged(legacy, { maintenance_window_start_time: [{ day_of_week: "MONDAY" }] })).toEqual([]);
  });
});

describe("the instance type", () => {
  test.each([
    ["3.13", "mq.m5.large", "mq.m7g.large"],
    ["3.13", "mq.t3.micro", "mq.m7g.medium"],
    ["3.13", "mq.m7g.large", "mq.m5.large"],
    ["4.2", "mq.m7g.large", "mq.m7g.medium"],
  ])("on %s, %s to %s is taken", (engine_version, from, to) => {
    expect(judged({ engine_version, host_instance_type: from }, { host_instance_type: to })).toEqual([]);
  });

  test.each([
    ["3.13", "mq.m5.large", "mq.t3.micro"],
    ["4.2", "mq.m7g.large", "mq.m5.large"],
  ])("on %s, %s to %s is refused", (engine_version, from, to) => {
    expect(judged({ engine_version, host_instance_type: from }, { host_instance_type: to })).toEqual(
      at("instance-type"),
    );
  });

  test("a broker keeps the type that it has, for a patch level or a version that runs on it", () => {
    const micro = { host_instance_type: "mq.t3.micro" };
    expect(judged(micro, { engine_version: "3.13.7" })).toEqual([]);
    expect(judged({ ...micro, engine_version: "3.12" }, { engine_version: "3.13" })).toEqual([]);
    expect(judged(micro, { engine_version: "4.2" })).toEqual(at("instance-type"));
  });
});

describe("changes that the provider asks for one after the other", () => {
  test("a version before the type that it needs", () => {
    const from = { engine_version: "3.13", host_instance_type: "mq.m5.large" };
    const to = { engine_version: "4.2", host_instance_type: "mq.m7g.large" };
    const found = only(findings(around, update(from, to)), "update-order");
    expect(found).toMatchObject({
      severity: "error",
      kind: "refused",
      resource: BROKER,
      explanation:
        "The provider asks for RabbitMQ 4.2 before it changes the instance type of aws_mq_broker.orders, and Amazon MQ refuses that version on mq.m5.large.",
      remedy:
        "Change host_instance_type alone, reboot the broker or wait for its maintenance window, and change engine_version after that.",
    });
    expect(judged(from, to)).toEqual(at("update-order"));
  });

  test("a version and another size of a type that runs it are taken", () => {
    expect(
      judged(
        { engine_version: "3.13", host_instance_type: "mq.m7g.medium" },
        { engine_version: "4.2", host_instance_type: "mq.m7g.large" },
      ),
    ).toEqual([]);
  });

  test("a version before the minor upgrades that it needs", () => {
    const from = { engine_version: "3.12.13", auto_minor_version_upgrade: false };
    const to = { engine_version: "3.13", auto_minor_version_upgrade: true };
    const found = only(findings(around, update(from, to)), "update-order");
    expect(found.explanation).toBe(
      "The provider asks for RabbitMQ 3.13 before it turns on auto_minor_version_upgrade of aws_mq_broker.orders, and Amazon MQ refuses that version without it.",
    );
    expect(found.remedy).toBe(
      "Set auto_minor_version_upgrade = true alone, and make the other changes in the next apply.",
    );
    expect(judged(from, to)).toEqual(at("update-order"));
  });

  test("minor upgrades by themselves are taken, and beside the same version it is not known", () => {
    const legacy = { engine_version: "3.13.7", auto_minor_version_upgrade: false };
    const on = { auto_minor_version_upgrade: true };
    expect(judged(legacy, on)).toEqual([]);
    expect(judged(legacy, { ...on, engine_version: "3.13" })).toEqual(at("broker-unknown"));
    expect(judged({ auto_minor_version_upgrade: true }, { auto_minor_version_upgrade: false })).toEqual(
      at("auto-minor-version-upgrade"),
    );
  });
});

describe("the broker's user", () => {
  const user = (password: unknown) => [{ username: "operator", password, console_access: false, groups: [] }];

  test("a difference that the plan shows is asked for and refused", () => {
    const found = only(findings(around, update({}, { user: user("correct-horse-battery") })), "broker-user-changed");
    expect(found).toMatchObject({
      severity: "error",
      kind: "refused",
      explanation:
        "The plan changes the user of aws_mq_broker.orders, and Amazon MQ's users API does not apply to RabbitMQ brokers.",
    });
    expect(judged({ user: user("correct-horse-battery") }, { user: user("incorrect-horse-battery") })).toEqual(
      at("broker-user-changed"),
    );
  });

  test("what the provider fills in is no difference", () => {
    const bare = [{ username: "operator", password: "correct-horse-battery" }];
    expect(judged({ user: bare }, { user: user("correct-horse-battery"), tags: { team: "orders" } })).toEqual([]);
  });

  test("a password known after apply may be the same", () => {
    const random = planned("data.aws_secretsmanager_random_password.broker", {}, { computed: ["random_password"] });
    const after = { user: user(ref("data.aws_secretsmanager_random_password.broker.random_password")) };
    expect(decisive(around, random, update({ user: user("correct-horse-battery") }, after))).toEqual(
      at("broker-unknown"),
    );
  });
});

describe("the login of the mapping", () => {
  const VERSION = "aws_secretsmanager_secret_version.broker";
  const login = (password: unknown, username = "operator") => JSON.stringify({ username, password });

  /** The broker as provider 5 shows it: its user is in the configuration only. */
  const configured = (values: Values = {}) => ({
    ...planned(BROKER, EXISTING, { actions: ["no-op"], before: EXISTING, computed: [] }),
    configured: { user: [{ username: "operator", password: "incorrect-horse-battery", ...values }] },
  });
  const version = (before: string, after: unknown, actions = ["delete", "create"]) =>
    planned(
      VERSION,
      { secret_id: ref(`${SECRET}.id`), secret_string: after },
      { actions, before: { secret_string: before }, computed: [] },
    );
  const withoutTopology = { ...around, "aws_lambda_invocation.topology": null };

  test("a new password reaches the secret and not the broker", () => {
    const changed = version(login("correct-horse-battery"), login("incorrect-horse-battery"));
    const found = findings(withoutTopology, configured(), changed);
    expect(only(found, "login-changed")).toMatchObject({
      severity: "error",
      effect: "fails",
      kind: "outcome",
      resource: VERSION,
      explanation: `The plan changes the login in ${VERSION} to what the user block of ${BROKER} says, and a RabbitMQ broker that exists keeps the user it was made with: ${MAPPING} cannot log in.`,
    });
    expect(JSON.stringify(found)).not.toMatch(/horse-battery/);
  });

  test.each([
    ["the value is known after apply", login("correct-horse-battery"), ref(`${BROKER}.name_prefix`)],
    ["the broker's user gets another password", login("correct-horse-battery"), login("one-more-horse-battery")],
  ])("where %s it is not known", (_, before, after) => {
    expect(decisive(withoutTopology, configured(), version(before, after))).toEqual([`login-unknown at ${VERSION}`]);
  });

  test("another user is RabbitMQ's to know", () => {
    const changed = version(login("correct-horse-battery", "listener"), login("another-horse-battery", "listener"));
    expect(decisive(withoutTopology, configured(), changed)).toEqual([]);
  });

  test("a value that stays the login it was", () => {
    const same = version(login("correct-horse-battery"), '{"password":"correct-horse-battery","username":"operator"}');
    expect(decisive(withoutTopology, configured(), same)).toEqual([]);
  });

  test.each([
    ["a function that the plan invokes", planned("aws_lambda_invocation.topology", { function_name: "topology" })],
    ["a resource of RabbitMQ's provider", planned("rabbitmq_user.listener", { name: "operator" })],
  ])("%s may set the password inside RabbitMQ", (_, setter) => {
    const changed = version(login("correct-horse-battery"), login("incorrect-horse-battery"));
    expect(decisive(around, configured(), changed, setter)).toEqual([]);
  });

  test("a broker that the plan makes gets the new password", () => {
    const changed = version(login("correct-horse-battery"), login("incorrect-horse-battery"));
    expect(decisive({ "aws_lambda_invocation.topology": null }, changed)).toEqual([]);
  });
});

describe("what the apply does", () => {
  test.each([
    ["engine_version", { engine_version: "4.2" }],
    ["host_instance_type", { host_instance_type: "mq.m7g.large" }],
    ["logs", { logs: [{ general: true }] }],
    ["configuration", { configuration: [{ id: "c-1", revision: 2 }] }],
  ])("a change of %s waits for the window, or reboots", (argument, after) => {
    expect(notices({}, after)).toEqual(at("broker-waits"));
    expect(notices({}, { ...after, apply_immediately: true })).toEqual(at("broker-reboots"));
    const waits = only(findings(around, update({}, after)), "broker-waits");
    expect(waits).toMatchObject({
      severity: "note",
      effect: "none",
      kind: "apply",
      explanation: `The change of ${argument} of ${BROKER} takes effect in its next maintenance window, not with this apply: until then every plan shows it again.`,
    });
    const reboots = only(findings(around, update({}, { ...after, apply_immediately: true })), "broker-reboots");
    expect(reboots.explanation).toBe(
      `The apply reboots ${BROKER}, because ${argument} changes and apply_immediately is on: what is connected is cut off until the broker is back.`,
    );
  });

  test("several changes are one reboot", () => {
    const after = { engine_version: "4.2", host_instance_type: "mq.m7g.large", apply_immediately: true };
    expect(only(findings(around, update({}, after)), "broker-reboots").explanation).toBe(
      `The apply reboots ${BROKER}, because engine_version, host_instance_type change and apply_immediately is on: what is connected is cut off until the broker is back.`,
    );
  });

  test.each([
    ["tags", { tags: { team: "orders" } }],
    ["the maintenance window", { maintenance_window_start_time: [{ day_of_week: "MONDAY" }] }],
    ["apply_immediately", { apply_immediately: true }],
  ])("%s need no reboot", (_, after) => {
    expect(notices({}, after)).toEqual([]);
  });

  test("minor version upgrades need no reboot", () => {
    expect(notices({ auto_minor_version_upgrade: false }, { auto_minor_version_upgrade: true })).toEqual([]);
  });

  test("a patch level changes nothing, and reboots nevertheless where changes apply immediately", () => {
    expect(notices({}, { engine_version: "3.13.7" })).toEqual(at("patch-level"));
    expect(notices({}, { engine_version: "3.13.7", apply_immediately: true })).toEqual([
      `broker-reboots at ${BROKER}`,
      `patch-level at ${BROKER}`,
    ]);
    const found = only(findings(around, update({}, { engine_version: "3.13.7" })), "patch-level");
    expect(found.explanation).toBe(
      `The provider sends RabbitMQ 3.13 for the engine_version of ${BROKER}, so its patch level changes nothing and every plan shows it again.`,
    );
    expect(found.remedy).toBe('Set engine_version = "3.13".');
  });

  test("what AWS refuses neither waits nor reboots", () => {
    expect(notices({ engine_version: "4.2" }, { engine_version: "3.13" })).toEqual([]);
  });

  test("a broker that the plan makes or leaves alone is not rebooted", () => {
    expect(findings().filter(({ kind }) => kind === "apply")).toEqual([]);
    const kept = planned(BROKER, EXISTING, { actions: ["no-op"], before: EXISTING, computed: [] });
    expect(findings(around, kept).filter(({ kind }) => kind === "apply")).toEqual([]);
  });
});
