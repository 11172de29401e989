import { readSettings } from "../../../lambda-src/topology/settings";

const secret = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}`;

const user = {
  secretArn: secret("mapping"),
  username: "mapping",
  permissions: { configure: "^$", write: "^$", read: "^orders$" },
};

const environment = {
  BROKER_MANAGEMENT_URL: "https://b-1.mq.eu-central-1.amazonaws.com",
  ADMINISTRATOR_SECRET_ARN: secret("administrator"),
  USERS: JSON.stringify([user]),
};

test("reads where the broker is, the administrator's secret, and the users", () => {
  expect(readSettings(environment)).toEqual({
    managementUrl: new URL(environment.BROKER_MANAGEMENT_URL),
    administratorSecretArn: secret("administrator"),
    users: [user],
  });
});

test.each<Partial<typeof environment>>([
  { USERS: "[]" },
  { ADMINISTRATOR_SECRET_ARN: "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a/b" },
  { USERS: JSON.stringify([{ ...user, permissions: { configure: "", write: "", read: "" } }]) },
])("takes %j", (changes) => {
  expect(() => readSettings({ ...environment, ...changes })).not.toThrow();
});

test.each<[Partial<typeof environment>, string]>([
  [
    { BROKER_MANAGEMENT_URL: "http://b-1.mq.eu-central-1.amazonaws.com" },
    "a URL that begins with https:// and names a host",
  ],
  [{ ADMINISTRATOR_SECRET_ARN: "administrator" }, "the ARN of a secret in Secrets Manager"],
  [{ USERS: "[" }, "a list, as JSON"],
])("refuses %j", (changes, rule) => {
  const [[name, value] = []] = Object.entries(changes);
  expect(() => readSettings({ ...environment, ...changes })).toThrow(
    `${name} is ${JSON.stringify(value)}: it must be ${rule}.`,
  );
});

test("refuses two users with one name or one secret", () => {
  expect(() => readSettings({ ...environment, USERS: JSON.stringify([user, user]) })).toThrow(
    [
      `USERS[].secretArn is "${user.secretArn}": it must be of one user only.`,
      'USERS[].username is "mapping": it must be of one user only.',
    ].join("\n"),
  );
});

test("reports everything at once", () => {
  const users = [{ name: "mapping", permissions: { read: 1, all: ".*" } }];
  expect(() => readSettings({ USERS: JSON.stringify(users) })).toThrow(
    [
      "BROKER_MANAGEMENT_URL is missing: it must be a URL that begins with https:// and names a host.",
      "ADMINISTRATOR_SECRET_ARN is missing: it must be the ARN of a secret in Secrets Manager.",
      "USERS[0].name is not known: the keys are secretArn, username, permissions.",
      "USERS[0].secretArn is missing: it must be the ARN of a secret in Secrets Manager.",
      'USERS[0].username is missing: it must be text of 1 to 255 bytes, other than "." and "..".',
      "USERS[0].permissions.all is not known: the keys are configure, write, read.",
      "USERS[0].permissions.configure is missing: it must be a regular expression.",
      "USERS[0].permissions.write is missing: it must be a regular expression.",
      "USERS[0].permissions.read is 1: it must be a regular expression.",
    ].join("\n"),
  );
});
