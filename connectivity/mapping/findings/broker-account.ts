import { text, textAt } from "../../aws/iam/values";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import type { BrokerSubjects } from "./subjects";

/** Lambda does not process a broker of another account. */
export function brokerAccount({ mapping, broker, listener }: BrokerSubjects): readonly Finding[] {
  const ofBroker = firstAccount([text(mapping.get("event_source_arn")), textAt(broker, "arn")]);
  const ofFunction = firstAccount([
    text(mapping.get("function_name")),
    textAt(mapping, "function_arn"),
    listener.function.instance && textAt(listener.function.instance, "arn"),
    listener.role.instance && textAt(listener.role.instance, "arn"),
    textAt(mapping, "arn"),
  ]);
  if (ofBroker === null || ofFunction === null || ofBroker === ofFunction) return [];
  const why = `${broker.address} is in account ${ofBroker} and the function in ${ofFunction}, and Lambda does not process brokers of another account.`;
  return [finding("broker-account", mapping, why, "Put the function and the mapping into the broker's account.")];
}

function firstAccount(arns: readonly (string | null)[]): string | null {
  for (const arn of arns) {
    const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn ?? "")?.[1];
    if (account !== undefined) return account;
  }
  return null;
}
