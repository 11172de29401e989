import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import { givenOf, isLeftToAws, textOf } from "../../../terraform/model/shown-values";

const WITH_MQ = "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html";

export const authenticationUnknown = rule({
  code: "activemq-authentication-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "outcome",
  title: "How an ActiveMQ broker authenticates is not known",
  meaning: "Lambda logs in with ActiveMQ's own users (SimpleAuthenticationPlugin) only, and not through LDAP.",
  example: "authentication_strategy = terraform_data.settings.output.strategy",
  source: WITH_MQ,
});

/** Brokers whose users are in a directory. */
export const authentication = rule({
  code: "activemq-authentication",
  severity: "error",
  effect: "fails",
  kind: "outcome",
  title: "An ActiveMQ broker that authenticates otherwise than by its own users",
  meaning: "Lambda logs in with ActiveMQ's own users (SimpleAuthenticationPlugin) only, and not through LDAP.",
  example: 'engine_type             = "ActiveMQ"\nauthentication_strategy = "ldap"',
  source: WITH_MQ,
  check({ broker, mapping }: BrokerSubjects, found) {
    const strategy = broker.get("authentication_strategy");
    if (isLeftToAws(broker, "authentication_strategy")) return [];
    const facts = { broker: broker.address, mapping: mapping.address };
    if (textOf(strategy) === null) return [authenticationUnknown.found(broker, facts)];
    return textOf(strategy)?.toLowerCase() === "simple"
      ? []
      : [found(broker, { ...facts, strategy: givenOf(strategy) })];
  },
});
