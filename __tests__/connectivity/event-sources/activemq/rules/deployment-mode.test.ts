import { ref } from "../../../paths/stack";
import { ACTIVEMQ, BROKER, decisive, STANDBY } from "../stack";

const REMEDY = "Use SINGLE_INSTANCE with one subnet, or ACTIVE_STANDBY_MULTI_AZ with two subnets in different zones.";
const one = [ref("aws_subnet.private.id")];

test.each([
  [
    "a cluster is RabbitMQ's",
    STANDBY,
    { deployment_mode: "CLUSTER_MULTI_AZ" },
    `${BROKER} has the deployment mode CLUSTER_MULTI_AZ, which ActiveMQ brokers do not have.`,
  ],
  [
    "a single instance in two subnets",
    STANDBY,
    { deployment_mode: "SINGLE_INSTANCE" },
    `${BROKER} is SINGLE_INSTANCE and has 2 subnets, where Amazon MQ takes 1.`,
  ],
  [
    "an active and a standby broker in one subnet",
    STANDBY,
    { subnet_ids: one },
    `${BROKER} is ACTIVE_STANDBY_MULTI_AZ and has 1 subnet, where Amazon MQ takes 2.`,
  ],
])("%s", (_, stack, values, explanation) => {
  expect(decisive(stack, values)).toMatchObject({
    verdict: "fails",
    findings: [{ rule: "activemq-deployment-mode", kind: "refused", resource: BROKER, explanation, remedy: REMEDY }],
  });
});

test("both of its modes are right with as many subnets as they take", () => {
  expect(decisive(ACTIVEMQ, {})).toEqual({ verdict: "works", findings: [] });
  expect(decisive(STANDBY, {})).toEqual({ verdict: "works", findings: [] });
});

test("two subnets of a pair are in two zones", () => {
  const zone = { availability_zone: "eu-west-1a" };
  const stack = { ...STANDBY, "aws_subnet.second": { ...STANDBY["aws_subnet.second"], ...zone } };
  expect(decisive(stack, {})).toMatchObject({
    verdict: "fails",
    findings: [
      {
        rule: "subnet-zones",
        explanation:
          "aws_subnet.private and aws_subnet.second are both in eu-west-1a, and an active/standby broker's subnets have to be in different zones.",
        remedy: "Give the broker subnets in two zones.",
      },
    ],
  });
});

test.each([
  [
    "a mode",
    { deployment_mode: ref("var.mode") },
    `Whether Amazon MQ creates ${BROKER} is not known: its deployment_mode is known after apply only.`,
  ],
  [
    "how many subnets there are",
    { deployment_mode: "ACTIVE_STANDBY_MULTI_AZ", subnet_ids: ref("var.subnets") },
    `Whether Amazon MQ creates ${BROKER} is not known: ACTIVE_STANDBY_MULTI_AZ takes 2 of subnet_ids, and how many it has is known after apply only.`,
  ],
])("%s that the input does not show leaves it open", (_, values, explanation) => {
  expect(decisive(ACTIVEMQ, values)).toMatchObject({
    verdict: "unknown",
    findings: [
      { rule: "activemq-deployment-mode-unknown", kind: "refused", resource: BROKER, explanation, remedy: REMEDY },
    ],
  });
});
