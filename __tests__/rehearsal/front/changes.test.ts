import { whenChanged } from "../../../rehearsal/front/changes";
import type { ApiRequest } from "../../../rehearsal/front/exchange";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function request(changes: Partial<ApiRequest>): ApiRequest {
  return {
    service: "ec2",
    region: "eu-west-1",
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from(""),
    ...changes,
  };
}

const form = (action: string) => ({ body: Buffer.from(`Action=${action}&Version=2016-11-15`) });
const target = (name: string) => ({ service: "secretsmanager", headers: { "x-amz-target": `secretsmanager.${name}` } });
const rest = (service: string, method: string, path: string) => ({ service, method, path });

const answered = { status: 200, headers: {}, body: Buffer.alloc(0) };

test.each<[string, Partial<ApiRequest>]>([
  ["a rule of a group", form("RevokeSecurityGroupIngress")],
  ["an endpoint", form("DeleteVpcEndpoints")],
  ["a role's policy", { service: "iam", ...form("PutRolePolicy") }],
  ["a secret's policy", target("PutResourcePolicy")],
  ["a function's role", rest("lambda", "PUT", "/2015-03-31/functions/f/configuration")],
  ["a broker", rest("mq", "DELETE", "/v1/brokers/b-1")],
])("%s that changes is told once it has come to rest", (_, change) => {
  const changed = jest.fn();
  const observe = whenChanged(changed);
  observe(request(change), answered);
  observe(request(change), answered);
  expect(changed).not.toHaveBeenCalled();
  jest.advanceTimersByTime(500);
  expect(changed).toHaveBeenCalledTimes(1);
});

test.each<[string, Partial<ApiRequest>, number?]>([
  ["looking", form("DescribeSubnets")],
  ["reading a secret", target("GetSecretValue")],
  ["reading a role", { service: "iam", ...form("ListRolePolicies") }],
  ["reading a broker", rest("mq", "GET", "/v1/brokers/b-1")],
  ["invoking a function", rest("lambda", "POST", "/2015-03-31/functions/f/invocations")],
  ["a mapping's own update", rest("lambda", "PUT", "/2015-03-31/event-source-mappings/1")],
  ["writing logs", { service: "logs", headers: { "x-amz-target": "Logs_20140328.PutLogEvents" } }],
  ["what was refused", form("RevokeSecurityGroupIngress"), 400],
])("%s changes nothing", (_, given, status = 200) => {
  const changed = jest.fn();
  whenChanged(changed)(request(given), { ...answered, status });
  jest.advanceTimersByTime(60_000);
  expect(changed).not.toHaveBeenCalled();
});
