import { type Settings, variableOf } from "./catalogue";
import type { Relation } from "./relation";

/** Rules about a broker that exists. */
export const existingBrokerRelations: readonly Relation[] = [
  {
    keys: ["existingBroker", "existingBrokerSecret"],
    broken: ({ existingBroker, existingBrokerSecret }) =>
      existingBroker !== undefined && existingBrokerSecret === undefined,
    message: ({ existingBroker }) =>
      `existingBroker is "${existingBroker}", and nobody may declare queues and users there. ` +
      `Set existingBrokerSecret (${variableOf("existingBrokerSecret")}) to the ARN of a secret with the broker's administrator: {"username": ..., "password": ...}. ` +
      "See https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-basic-elements-user.html",
  },
  ...(["existingBrokerSecret", "existingBrokerSecretKey", "existingBrokerVirtualHost"] as const).map(
    (key): Relation => ({
      keys: [key, "existingBroker"],
      broken: ({ [key]: given, existingBroker }) => given !== undefined && existingBroker === undefined,
      message: ({ [key]: given }) =>
        `${key} is "${given}", and there is no existingBroker that it would be of. Set existingBroker (${variableOf("existingBroker")}), or leave it unset.`,
    }),
  ),
  sameRegion("existingBroker", "a mapping and its broker are in one Region"),
  sameRegion("existingBrokerSecret", "the topology function reads it in its own Region"),
  sameRegion("existingBrokerSecretKey", "Secrets Manager encrypts with keys of its own Region"),
];

function sameRegion(key: "existingBroker" | "existingBrokerSecret" | "existingBrokerSecretKey", why: string): Relation {
  const regionOf = ({ [key]: arn }: Settings) => arn?.split(":")[3];
  return {
    keys: [key, "region"],
    broken: (settings) => ![undefined, settings.region].includes(regionOf(settings)),
    message: (settings) =>
      `${key} is "${settings[key]}", and the stacks are for the Region "${settings.region}": ${why}. ` +
      `Name one there, or set region (${variableOf("region")}) to "${regionOf(settings)}".`,
  };
}
