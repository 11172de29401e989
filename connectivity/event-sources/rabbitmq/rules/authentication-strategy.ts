import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import type { Instance, Value } from "../../../terraform/model/model";
import { givenOf, isOwn, isUnset, textOf } from "../../../terraform/model/shown-values";

/** Brokers that may not let a user with a password in, which is all that Lambda has. */
export const authenticationStrategy = rule({
  code: "authentication-strategy",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "Whether the broker takes a user and a password is not known",
  meaning:
    "Lambda logs in with a user and a password (PLAIN). A broker that authenticates by its configuration, with OAuth 2.0, LDAP or certificates, lets them in only if that configuration says so, which no plan shows.",
  example: 'authentication_strategy = "config_managed"',
  source: "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
  check({ broker, mapping }: BrokerSubjects, found) {
    const other = strategiesOf(broker).find((strategy) => !isSimple(strategy, broker));
    if (other === undefined) return [];
    return [found(broker, { broker: broker.address, mapping: mapping.address, strategy: givenOf(other) })];
  },
});

/** The provider sends no other strategy to a broker that exists: it keeps the present one, whatever the plan shows. */
function strategiesOf(broker: Instance): readonly Value[] {
  const planned = broker.get("authentication_strategy");
  return broker.change === "update" ? [broker.before("authentication_strategy"), planned] : [planned];
}

/** Whether users and passwords are RabbitMQ's own, which is the default. */
export function isSimple(strategy: Value, broker: Instance): boolean {
  return (
    isUnset(strategy) ||
    isOwn(broker, "authentication_strategy", strategy) ||
    textOf(strategy)?.toUpperCase() === "SIMPLE"
  );
}
