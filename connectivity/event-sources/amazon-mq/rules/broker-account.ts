import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import { textAt, textOf } from "../../../terraform/model/shown-values";

/** Lambda does not process a broker of another account. */
export const brokerAccount = rule({
  code: "broker-account",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Broker and function are in different accounts",
  meaning: "Lambda does not process messages of a broker in another account.",
  example: 'event_source_arn = "arn:aws:mq:eu-west-1:210987654321:broker:orders:b-1" # function in 123456789012',
  source: "https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html",
  check({ mapping, broker, functionAndRole }: BrokerSubjects, found) {
    const ofBroker = firstAccount([textOf(mapping.get("event_source_arn")), textAt(broker, "arn")]);
    const ofFunction = firstAccount([
      textOf(mapping.get("function_name")),
      textAt(mapping, "function_arn"),
      functionAndRole.function.instance && textAt(functionAndRole.function.instance, "arn"),
      functionAndRole.role.instance && textAt(functionAndRole.role.instance, "arn"),
      textAt(mapping, "arn"),
    ]);
    if (ofBroker === null || ofFunction === null || ofBroker === ofFunction) return [];
    return [found(mapping, { broker: broker.address, ofBroker, ofFunction })];
  },
});

function firstAccount(arns: readonly (string | null)[]): string | null {
  for (const arn of arns) {
    const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? "")?.[1];
    if (account !== undefined) return account;
  }
  return null;
}
