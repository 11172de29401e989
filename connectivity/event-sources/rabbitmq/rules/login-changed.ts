import { declarersOf } from "../../../rules/mapping/queue-declarers";
import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import type { Instance, Model, Value } from "../../../terraform/model/model";
import { givenTextOf } from "../../../terraform/model/shown-values";
import { isCreated } from "../../amazon-mq/broker-update";

const SOURCE = "https://github.com/hashicorp/terraform-provider-aws/pull/42406";

/** Where the secret's value is known after apply only, or the broker's password is not shown. */
export const loginUnknown = rule({
  code: "login-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "Whether the mapping can still log in is not known",
  meaning:
    "The plan changes the secret that the mapping logs in with, and a RabbitMQ broker that exists keeps its users as they are. Whether the login stays the same is not shown.",
  example: "# ~ secret_string = (sensitive value) -> (known after apply)",
  source: SOURCE,
});

/** A new password that reaches the mapping's secret and not the broker. */
export const loginChanged = rule({
  code: "login-changed",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "The secret's login changes, and the broker's user does not",
  meaning:
    "The user of a RabbitMQ broker is made along with it. Neither Terraform nor Amazon MQ's API changes it after that, so a new password reaches the secret that the mapping logs in with, and not the broker.",
  example:
    'user {\n  username = "orders"\n  password = var.password # changed, and in aws_secretsmanager_secret_version.login too\n}',
  source: SOURCE,
  check({ broker, mapping, credentials, iam }: BrokerSubjects, found) {
    const secret = credentials?.secret;
    if (!secret || broker.mode !== "managed" || isCreated(broker) || isSetInside(mapping, iam.model)) return [];
    return iam.referrers.certain(secret, "aws_secretsmanager_secret_version", "secret_id").flatMap((version) => {
      if (version.change !== "update" && version.change !== "replace") return [];
      const [before, after] = [loginOf(version.before("secret_string")), loginOf(version.get("secret_string"))];
      if (before === null || isSame(before, after)) return [];
      const user = userOf(broker);
      const facts = { version: version.address, broker: broker.address, mapping: mapping.address };
      if (after !== null && user.username !== null && user.username !== after.username) return [];
      if (user.username !== null && user.password !== null && isSame(user, after)) {
        return [found(version, facts)];
      }
      return [loginUnknown.found(version, facts)];
    });
  },
});

/** What a mapping logs in with. Never shown. */
interface Login {
  readonly username: string | null;
  readonly password: string | null;
}

function isSame(one: Login, other: Login | null): boolean {
  return one.username === other?.username && one.password === other.password;
}

/** Null where the value is not shown, or is no login. */
function loginOf(value: Value): Login | null {
  try {
    const json: unknown = JSON.parse(givenTextOf(value) ?? "");
    if (typeof json !== "object" || json === null) return null;
    const { username, password }: { username?: unknown; password?: unknown } = json;
    return typeof username === "string" && typeof password === "string" ? { username, password } : null;
  } catch {
    return null;
  }
}

/** The user that the configuration gives the broker. The plan shows none: AWS does not tell them. */
function userOf(broker: Instance): Login {
  const users = broker.configured?.("user") ?? broker.get("user");
  const [user, ...others] = users.kind === "list" ? users.items : [users];
  if (user?.kind !== "block" || others.length > 0) return { username: null, password: null };
  return { username: givenTextOf(user.get("username")), password: givenTextOf(user.get("password")) };
}

/** Whether something in this plan may set the password inside RabbitMQ. */
function isSetInside(mapping: Instance, model: Model): boolean {
  const changed = ({ change }: Instance) => change !== "none";
  return declarersOf(mapping).some(changed) || model.ofType("rabbitmq_user").some(changed);
}
