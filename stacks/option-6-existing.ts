import { ExistingBroker } from "../modules/broker/existing-broker";
import { besideExistingBroker } from "../modules/network/existing-broker-surroundings";
import type { BrokerStrategy } from "./option";

/**
 * A broker that exists, where its network lets a mapping through, or where rules and endpoints of ours make it so. Nothing of the broker is
 * changed, and in it nothing that is not declared here: users and, where no other is named, the virtual host have names of the stack's own.
 */
export const existing: BrokerStrategy = (stack, given, names) => {
  const { existingBroker, existingBrokerSecret: secretArn, existingBrokerSecretKey: keyArn } = given;
  if (existingBroker === undefined || secretArn === undefined) {
    throw new Error("There is no existing broker to put listeners on.");
  }
  const broker = new ExistingBroker(stack, "broker", { settings: given, broker: existingBroker });
  return {
    settings: { ...given, virtualHost: given.existingBrokerVirtualHost ?? names.prefix },
    broker,
    administrator: { secretArn, ...(keyArn === undefined ? {} : { keyArn }) },
    userPrefix: `${names.prefix}-`,
    surroundings: besideExistingBroker(stack, given, names, broker),
  };
};
