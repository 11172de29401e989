import { readCredentials } from "../../../../rehearsal/poller/connection/credentials";
import { failureOf, PollingFailure } from "../../../../rehearsal/poller/connection/failure";

test.each([
  ['Handshake terminated by server: 403 (ACCESS-REFUSED) with message "ACCESS_REFUSED"', "authentication"],
  ["Expected ConnectionOpenOk; got <ConnectionClose channel:0>", "virtual-host"],
  ["Operation failed: BasicConsume; 404 (NOT-FOUND) with message \"NOT_FOUND - no queue 'orders'\"", "queue"],
  ['Operation failed: BasicConsume; 403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - read access"', "authorization"],
  ["connect ECONNREFUSED 127.0.0.1:5671", "unreachable"],
  ["Heartbeat timeout", "unreachable"],
])("%s is %s", (message, kind) => {
  expect(failureOf(new Error(message)).kind).toBe(kind);
});

test("a failure stays what it is", () => {
  const failure = new PollingFailure("queue", "403 (ACCESS-REFUSED)");
  expect(failureOf(failure)).toBe(failure);
});

test("a secret is JSON with the two keys that AWS documents, and may have more", () => {
  const secret = '{"username":"mapping","password":"p","host":"h"}';
  expect(readCredentials("arn", secret)).toEqual({ username: "mapping", password: "p" });
});

test.each([
  [undefined, "The secret arn has no value."],
  ["", 'The secret arn is not JSON of the form {"username": "...", "password": "..."}.'],
  ['{"username":"a","password":""}', 'The secret arn is not JSON of the form {"username": "...", "password": "..."}.'],
  ["null", 'The secret arn is not JSON of the form {"username": "...", "password": "..."}.'],
  ['{"user":"a","pass":"hush"}', 'The secret arn is not JSON of the form {"username": "...", "password": "..."}.'],
])("the secret %j is refused without being shown", (secret, message) => {
  expect(() => readCredentials("arn", secret)).toThrow(new PollingFailure("no-credentials", message));
});
