import { isUnset, text } from "../../aws/iam/values";
import { isCreated } from "../../event-sources/rabbitmq/broker-update";
import { isSimple } from "../../event-sources/rabbitmq/rules/authentication-strategy";
import type { Block, Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import type { BrokerSubjects } from "./subjects";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-amazonmq-broker-user.html */
const USERNAME = /^[A-Za-z0-9._-]{2,100}$/;
const SHORTEST_PASSWORD = 12;
const FEWEST_CHARACTERS = 4;

/** What Amazon MQ asks of the user that a RabbitMQ broker is made with. */
export function brokerUser({ broker }: BrokerSubjects): readonly Finding[] {
  if (!isCreated(broker) || !isSimple(broker.get("authentication_strategy"), broker)) return [];
  const users = broker.get("user");
  if (isUnset(users)) return [countFinding(broker, 0)];
  if (users.kind !== "list") return users.kind === "block" ? judgeUser(broker, users) : [];
  if (users.open === null && users.items.length !== 1) return [countFinding(broker, users.items.length)];
  return users.items.flatMap((user) => (user.kind === "block" ? judgeUser(broker, user) : []));
}

function countFinding(broker: Instance, count: number): Finding {
  const why = `${broker.address} has ${count} users, and a RabbitMQ broker is made with exactly one.`;
  return finding("broker-user", broker, why, "Give the broker one user block; make further users in RabbitMQ.");
}

function judgeUser(broker: Instance, user: Block): readonly Finding[] {
  const findings: Finding[] = [];
  const username = text(user.get("username"));
  if (username !== null && (!USERNAME.test(username) || username === "guest")) {
    const why = `The username of ${broker.address} is not what Amazon MQ takes.`;
    const remedy = "Use 2 to 100 characters of A-Z a-z 0-9 - . _, and not guest.";
    findings.push(finding("broker-user", broker, why, remedy));
  }
  const password = text(user.get("password"));
  const fault = password === null ? null : passwordFault(password);
  if (fault !== null) {
    const why = `The password of ${broker.address} ${fault}.`;
    const remedy = `Use at least ${SHORTEST_PASSWORD} characters, ${FEWEST_CHARACTERS} of them different, without comma, colon and equals sign.`;
    findings.push(finding("broker-user", broker, why, remedy));
  }
  return findings;
}

/** Which rule a password breaks; never the password. */
function passwordFault(password: string): string | null {
  const characters = [...password];
  if (characters.length < SHORTEST_PASSWORD) return `has fewer than ${SHORTEST_PASSWORD} characters`;
  if (new Set(characters).size < FEWEST_CHARACTERS) return `has fewer than ${FEWEST_CHARACTERS} different characters`;
  return /[,:=]/.test(password) ? "has a comma, colon or equals sign, which Amazon MQ refuses" : null;
}
