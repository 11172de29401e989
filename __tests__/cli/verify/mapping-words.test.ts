import { answerOf, type MappingState } from "../../../cli/verify/mapping-words";

const CONNECTION = "PROBLEM: Connection error. Please check your event source connection configuration.";
const SERVICES =
  "PROBLEM: Connection error. Your VPC must be able to connect to Lambda and STS, as well as Secrets Manager if authentication is required. You can provide access by configuring PrivateLink or a NAT Gateway.";

const enabled: MappingState = { state: "Enabled", reason: "USER_INITIATED", lastResult: "OK" };

test("a mapping that is enabled and has no problem works, and its words are repeated", () => {
  expect(answerOf(enabled)).toEqual({
    question: "mapping",
    outcome: "works",
    said: 'State Enabled, reason "USER_INITIATED", last result "OK"',
    causes: [],
  });
  expect(answerOf({ ...enabled, lastResult: "No records processed" }).outcome).toBe("works");
});

test.each([
  ["EVENT_SOURCE_AUTHN_ERROR", CONNECTION, /does not accept the user name and password/],
  ["EVENT_SOURCE_AUTHZ_ERROR", CONNECTION, /does not let the mapping's RabbitMQ user read/],
  ["ESM_CONFIG_NOT_VALID", null, /own configuration is not valid/],
  ["FUNCTION_CONFIG_NOT_VALID", null, /function's configuration is not valid/],
  [null, SERVICES, /do not reach STS, Lambda or Secrets Manager/],
  [null, CONNECTION, /do not get to consume from the broker/],
  [null, "PROBLEM: Lambda failed to assume your function execution role.", /cannot assume the function's role/],
  [null, "PROBLEM: Function call failed", /failed on the last batch/],
])("reason %s and result %j have a cause, a remedy and a page", (reason, lastResult, cause) => {
  const { outcome, causes } = answerOf({ state: "Enabled", reason, lastResult });
  expect(outcome).toBe("fails");
  expect(causes).toEqual([
    { what: expect.stringMatching(cause), remedy: expect.any(String), source: expect.stringMatching(/^https:/) },
  ]);
});

test("a problem that is not known is repeated, and fails", () => {
  const { outcome, causes } = answerOf({ ...enabled, lastResult: "PROBLEM: Something new" });
  expect(outcome).toBe("fails");
  expect(causes.map(({ what }) => what)).toEqual([
    `AWS's text "PROBLEM: Something new" is not one that this command knows`,
  ]);
});

test.each([
  ["Disabled", "fails", "The mapping is disabled: it polls nothing, and messages wait in the queue"],
  ["Creating", "unknown", "The mapping is still Creating"],
  ["Deleting", "unknown", "The mapping is still Deleting"],
])("state %s %s", (state, outcome, what) => {
  const answer = answerOf({ ...enabled, state });
  expect([answer.outcome, answer.causes[0]?.what]).toEqual([outcome, what]);
});
