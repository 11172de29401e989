import { BROKER, findings, MAPPING, planned } from "../../rules/stack";

const ARN = "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1";

const EXISTING = {
  arn: ARN,
  broker_name: "orders",
  engine_type: "ActiveMQ",
  engine_version: "5.17",
  host_instance_type: "mq.m5.large",
  deployment_mode: "SINGLE_INSTANCE",
  auto_minor_version_upgrade: true,
  apply_immediately: true,
  subnet_ids: ["subnet-1"],
  security_groups: ["sg-1"],
  user: [{ username: "operator", password: "correct-horse-battery" }],
};

/** The codes of what is said of an update of the broker. */
function rulesOn(after: Readonly<Record<string, unknown>>): readonly string[] {
  const update = planned(BROKER, { ...EXISTING, ...after }, { actions: ["update"], before: EXISTING, computed: [] });
  return findings({ [MAPPING]: { event_source_arn: ARN } }, update)
    .filter(({ resource }) => resource === BROKER)
    .map(({ rule }) => rule);
}

test("other security groups are taken, unlike by RabbitMQ", () => {
  expect(rulesOn({ security_groups: ["sg-2"] })).toEqual([]);
});

test("other users are taken, unlike by RabbitMQ", () => {
  expect(rulesOn({ user: [{ username: "operator", password: "battery-horse-correct" }] })).toEqual([]);
});

test("another version reboots the broker", () => {
  expect(rulesOn({ engine_version: "5.18" })).toEqual(["broker-reboots"]);
});
