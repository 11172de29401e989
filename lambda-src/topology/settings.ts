import { brokerUrl } from "../shared/broker-url";
import { fieldsOf } from "../shared/fields";
import { Violations } from "../shared/violations";
import { checkName, LONGEST_NAME } from "./names";

/** What the function's environment says: where secrets go, and which. Only whoever deploys the function can change it. */
export interface TopologySettings {
  /** `BROKER_MANAGEMENT_URL`: the broker's management API, `https://…`; plain HTTP on loopback addresses only. */
  readonly managementUrl: URL;
  /** `ADMINISTRATOR_SECRET_ARN`: the secret that holds the administrator's user name and password. */
  readonly administratorSecretArn: string;
  /** `USERS`, as JSON: users that may do exactly what is said here, and nothing in any other virtual host. */
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

const USER_KEYS = ["secretArn", "username", "permissions"];
const PERMISSION_KEYS = ["configure", "write", "read"] as const;
const SECRET_ARN = /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:.+$/;
const SECRET_ARN_RULE = "the ARN of a secret in Secrets Manager";

/** @throws ExplainedError that lists every variable that is missing or wrong */
export function readSettings(environment: NodeJS.ProcessEnv): TopologySettings {
  const violations = new Violations();
  const url = brokerUrl("BROKER_MANAGEMENT_URL", environment.BROKER_MANAGEMENT_URL, "https", violations);
  const { ADMINISTRATOR_SECRET_ARN: administratorSecretArn } = environment;
  checkSecretArn(violations, "ADMINISTRATOR_SECRET_ARN", administratorSecretArn);
  const users = parsed(environment.USERS);
  checkUsers(violations, users);
  violations.throwIfAny("TopologySettingsError");
  return {
    managementUrl: url as URL,
    administratorSecretArn: administratorSecretArn as string,
    users: users as TopologyUser[],
  };
}

/** @returns the text itself where it is not JSON, for the error to show */
function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return json;
  }
}

function checkUsers(violations: Violations, users: unknown): void {
  violations.check("USERS", users, Array.isArray(users), "a list, as JSON");
  const list: unknown[] = Array.isArray(users) ? users : [];
  for (const [index, user] of list.entries()) {
    const path = `USERS[${index}].`;
    const given = fieldsOf(user);
    const permissions = fieldsOf(given.permissions);
    violations.checkKeys(path, given, USER_KEYS);
    checkSecretArn(violations, `${path}secretArn`, given.secretArn);
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
    for (const value of new Set(repeated)) violations.check(`USERS[].${key}`, value, false, "of one user only");
  }
}

function checkSecretArn(violations: Violations, path: string, value: unknown): void {
  violations.check(path, value, typeof value === "string" && SECRET_ARN.test(value), SECRET_ARN_RULE);
}
