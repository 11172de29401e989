import { ref } from "../../../paths/stack";
import { ACTIVEMQ, BROKER, decisive } from "../stack";

test.each([undefined, "simple", "SIMPLE"])(
  "authentication_strategy %s lets Lambda log in",
  (authentication_strategy) => {
    expect(decisive(ACTIVEMQ, { authentication_strategy })).toEqual({ verdict: "works", findings: [] });
  },
);

test("a directory does not", () => {
  expect(decisive(ACTIVEMQ, { authentication_strategy: "ldap" })).toMatchObject({
    verdict: "fails",
    findings: [
      {
        rule: "activemq-authentication",
        kind: "outcome",
        resource: BROKER,
        explanation: `${BROKER} authenticates by "ldap", and aws_lambda_event_source_mapping.orders logs in with ActiveMQ's own users only.`,
        remedy: 'Set authentication_strategy = "simple", and give the broker the user of the mapping\'s secret.',
      },
    ],
  });
});

test("what the input does not show is unknown", () => {
  expect(decisive(ACTIVEMQ, { authentication_strategy: ref("var.strategy") })).toMatchObject({
    verdict: "unknown",
    findings: [
      {
        rule: "activemq-authentication-unknown",
        explanation: `Whether aws_lambda_event_source_mapping.orders can log in is not known: authentication_strategy of ${BROKER} is not shown.`,
        remedy: "Give authentication_strategy a value that the plan shows.",
      },
    ],
  });
});

test("several users are ActiveMQ's to have", () => {
  const user = [
    { username: "operator", password: "correct-horse-battery" },
    { username: "console", password: "battery-horse-correct", console_access: true },
  ];
  expect(decisive(ACTIVEMQ, { user })).toEqual({ verdict: "works", findings: [] });
});
