import { brokerUrl } from "../shared/broker-url";
import { fieldsOf } from "../shared/fields";
import { Violations } from "../shared/violations";
import { deadLetterName } from "./dead-letter-name";

/** What to declare, and where. */
export interface TopologyEvent {
  /** The broker's management API: `https://…`; plain HTTP on loopback addresses only. */
  readonly managementUrl: string;
  /** The secret that holds the administrator's user name and password. */
  readonly administratorSecretArn: string;
  readonly virtualHost: string;
  readonly queue: string;
  /** How often a message may come back to the queue before it goes to the dead-letter queue: 1 or more. */
  readonly deliveryLimit: number;
  /** Users that may do exactly what is said here, and nothing in any other virtual host. */
  readonly users: readonly TopologyUser[];
}

/** A user without a tag, so that the management API is closed to it. */
export interface TopologyUser {
  /** The secret that holds its user name and password. Without a value it gets one. */
  readonly secretArn: string;
  readonly username: string;
  readonly permissions: Permissions;
}

/**
 * Regular expressions over the names of queues and exchanges. The empty one matches nothing.
 *
 * @see https://www.rabbitmq.com/docs/access-control#authorisation
 */
export interface Permissions {
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

/** AMQP's limit for names, in bytes of UTF-8. */
const LONGEST_NAME = 255;

const KEYS = ["managementUrl", "administratorSecretArn", "virtualHost", "queue", "deliveryLimit", "users"];
const USER_KEYS = ["secretArn", "username", "permissions"];
const PERMISSION_KEYS = ["configure", "write", "read"] as const;
const SECRET_ARN = /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:.+$/;
const SECRET_ARN_RULE = "the ARN of a secret in Secrets Manager";

/**
 * Reads the function's event.
 *
 * @throws ExplainedError that lists everything wrong with it
 */
export function readEvent(event: unknown): TopologyEvent {
  const violations = new Violations();
  const given = fieldsOf(event);
  violations.checkKeys("", given, KEYS);
  brokerUrl("managementUrl", given.managementUrl, "https", violations);
  const arn = given.administratorSecretArn;
  violations.check("administratorSecretArn", arn, matches(arn, SECRET_ARN), SECRET_ARN_RULE);
  checkName(violations, "virtualHost", given.virtualHost, LONGEST_NAME);
  const suffix = Buffer.byteLength(deadLetterName(""));
  checkName(violations, "queue", given.queue, LONGEST_NAME - suffix);
  violations.check(
    "queue",
    given.queue,
    !matches(given.queue, /^amq\./),
    "a name that RabbitMQ does not reserve (amq.…)",
  );
  const limit = given.deliveryLimit;
  violations.check(
    "deliveryLimit",
    limit,
    Number.isSafeInteger(limit) && Number(limit) >= 1,
    "a whole number from 1 up",
  );
  checkUsers(violations, given.users);
  violations.throwIfAny("TopologyEventError");
  return event as TopologyEvent;
}

function checkUsers(violations: Violations, users: unknown): void {
  violations.check("users", users, Array.isArray(users), "a list");
  const list: unknown[] = Array.isArray(users) ? users : [];
  for (const [index, user] of list.entries()) {
    const path = `users[${index}].`;
    const given = fieldsOf(user);
    const permissions = fieldsOf(given.permissions);
    violations.checkKeys(path, given, USER_KEYS);
    violations.check(`${path}secretArn`, given.secretArn, matches(given.secretArn, SECRET_ARN), SECRET_ARN_RULE);
    checkName(violations, `${path}username`, given.username, LONGEST_NAME);
    violations.checkKeys(`${path}permissions.`, permissions, PERMISSION_KEYS);
    for (const key of PERMISSION_KEYS) {
      const pattern = permissions[key];
      violations.check(`${path}permissions.${key}`, pattern, typeof pattern === "string", "a regular expression");
    }
  }
  for (const key of ["secretArn", "username"]) {
    const values = list.map((user) => fieldsOf(user)[key]);
    const repeated = values.filter((value, index) => value !== undefined && values.indexOf(value) !== index);
    for (const value of new Set(repeated)) violations.check(`users[].${key}`, value, false, "of one user only");
  }
}

/** The management API takes names out of the request's path, in which `.` and `..` mean something else. */
function checkName(violations: Violations, path: string, value: unknown, longest: number): void {
  const holds =
    typeof value === "string" && ![".", "..", ""].includes(value) && Buffer.byteLength(value, "utf8") <= longest;
  violations.check(path, value, holds, `text of 1 to ${longest} bytes, other than "." and ".."`);
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}
