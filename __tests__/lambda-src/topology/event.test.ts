import { readEvent, type TopologyEvent } from "../../../lambda-src/topology/event";

const secret = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}`;

const user = {
  secretArn: secret("mapping"),
  username: "mapping",
  permissions: { configure: "^$", write: "^$", read: "^orders$" },
};

const event: TopologyEvent = {
  managementUrl: "https://b-1.mq.eu-central-1.amazonaws.com",
  administratorSecretArn: secret("administrator"),
  virtualHost: "/",
  queue: "orders",
  deliveryLimit: 20,
  users: [user],
};

test("takes an event as it is", () => {
  expect(readEvent(event)).toBe(event);
});

test.each<Partial<TopologyEvent>>([
  { users: [] },
  { deliveryLimit: 1 },
  { queue: "q".repeat(243) },
  { queue: "…:é/ " },
  { virtualHost: "v".repeat(255) },
  { administratorSecretArn: "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a/b" },
  { users: [{ ...user, permissions: { configure: "", write: "", read: "" } }] },
])("takes %j", (changes) => {
  expect(() => readEvent({ ...event, ...changes })).not.toThrow();
});

test.each<[object, string]>([
  [{ managementUrl: "http://b-1.mq.eu-central-1.amazonaws.com" }, "a URL that begins with https:// and names a host"],
  [{ administratorSecretArn: "administrator" }, "the ARN of a secret in Secrets Manager"],
  [{ virtualHost: "" }, 'text of 1 to 255 bytes, other than "." and ".."'],
  [{ virtualHost: "." }, 'text of 1 to 255 bytes, other than "." and ".."'],
  [{ queue: ".." }, 'text of 1 to 243 bytes, other than "." and ".."'],
  [{ queue: "é".repeat(122) }, 'text of 1 to 243 bytes, other than "." and ".."'],
  [{ queue: "amq.orders" }, "a name that RabbitMQ does not reserve (amq.…)"],
  [{ deliveryLimit: 0 }, "a whole number from 1 up"],
  [{ deliveryLimit: 1.5 }, "a whole number from 1 up"],
  [{ deliveryLimit: "20" }, "a whole number from 1 up"],
  [{ users: null }, "a list"],
])("refuses %j", (changes, rule) => {
  const [[key, value] = []] = Object.entries(changes);
  expect(() => readEvent({ ...event, ...changes })).toThrow(`${key} is ${JSON.stringify(value)}: it must be ${rule}.`);
});

test("refuses two users with one name or one secret", () => {
  expect(() => readEvent({ ...event, users: [user, user] })).toThrow(
    [
      `users[].secretArn is "${user.secretArn}": it must be of one user only.`,
      'users[].username is "mapping": it must be of one user only.',
    ].join("\n"),
  );
});

test("reports everything at once", () => {
  const wrong = { queue: 1, users: [{ name: "mapping", permissions: { read: 1, all: ".*" } }], tf: {} };
  expect(() => readEvent(wrong)).toThrow(
    [
      "tf is not known: the keys are managementUrl, administratorSecretArn, virtualHost, queue, deliveryLimit, users.",
      "managementUrl is missing: it must be a URL that begins with https:// and names a host.",
      "administratorSecretArn is missing: it must be the ARN of a secret in Secrets Manager.",
      'virtualHost is missing: it must be text of 1 to 255 bytes, other than "." and "..".',
      'queue is 1: it must be text of 1 to 243 bytes, other than "." and "..".',
      "deliveryLimit is missing: it must be a whole number from 1 up.",
      "users[0].name is not known: the keys are secretArn, username, permissions.",
      "users[0].secretArn is missing: it must be the ARN of a secret in Secrets Manager.",
      'users[0].username is missing: it must be text of 1 to 255 bytes, other than "." and "..".',
      "users[0].permissions.all is not known: the keys are configure, write, read.",
      "users[0].permissions.configure is missing: it must be a regular expression.",
      "users[0].permissions.write is missing: it must be a regular expression.",
      "users[0].permissions.read is 1: it must be a regular expression.",
    ].join("\n"),
  );
});

test.each([null, undefined, "event", []])("refuses %j", (wrong) => {
  expect(() => readEvent(wrong)).toThrow("queue is missing");
});
