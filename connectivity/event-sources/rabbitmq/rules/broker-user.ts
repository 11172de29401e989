import type { PasswordFault } from "../../../causes/rules/broker";
import { type Find, rule } from "../../../rules/rule";
import type { BrokerAlone } from "../../../rules/subjects";
import type { Block, Instance } from "../../../terraform/model/model";
import { givenTextOf, isUnset } from "../../../terraform/model/shown-values";
import type { Finding } from "../../../verdict";
import { isCreated } from "../../amazon-mq/broker-update";
import { isSimple } from "./authentication-strategy";

const USERNAME = /^[A-Za-z0-9._-]{2,100}$/;
const SHORTEST_PASSWORD = 12;
const FEWEST_CHARACTERS = 4;

/** What Amazon MQ asks of the user that a RabbitMQ broker is made with. */
export const brokerUser = rule({
  code: "broker-user",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "The broker's user is not what Amazon MQ takes",
  meaning:
    "A RabbitMQ broker is made with exactly one user: 2 to 100 of A-Z a-z 0-9 - . _ and not guest; password of at least 12 characters, 4 of them different, without , : and =.",
  example: 'user {\n  username = "guest"\n  password = var.password\n}',
  source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-amazonmq-broker-user.html",
  check({ broker }: BrokerAlone, found) {
    if (!isCreated(broker) || !isSimple(broker.get("authentication_strategy"), broker)) return [];
    const users = broker.get("user");
    const number = (count: number) => [found(broker, { fault: "number", broker: broker.address, count })];
    if (isUnset(users)) return number(0);
    if (users.kind !== "list") return users.kind === "block" ? faultsOf(users, broker, found) : [];
    if (users.open === null && users.items.length !== 1) return number(users.items.length);
    return users.items.flatMap((user) => (user.kind === "block" ? faultsOf(user, broker, found) : []));
  },
});

function faultsOf(user: Block, broker: Instance, found: Find<"broker-user">): readonly Finding[] {
  const username = givenTextOf(user.get("username"));
  const password = givenTextOf(user.get("password"));
  const isRefused = username !== null && (!USERNAME.test(username) || username === "guest");
  const fault = password === null ? null : faultOf(password);
  return [
    ...(isRefused ? [found(broker, { fault: "username", broker: broker.address })] : []),
    ...(fault === null ? [] : [found(broker, { fault, broker: broker.address })]),
  ];
}

function faultOf(password: string): PasswordFault | null {
  const characters = [...password];
  if (characters.length < SHORTEST_PASSWORD) return "too-short";
  if (new Set(characters).size < FEWEST_CHARACTERS) return "too-few-characters";
  return /[,:=]/.test(password) ? "forbidden-character" : null;
}
