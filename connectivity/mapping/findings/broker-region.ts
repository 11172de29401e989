import { text, textAt } from "../../aws/iam/values";
import type { Instance } from "../../terraform/model/model";
import type { Finding } from "../../verdict";
import { finding } from "./finding";
import type { BrokerSubjects } from "./subjects";

/** A mapping is a resource of a Region and polls a broker of that Region. */
export function brokerRegion({ mapping, broker, listener }: BrokerSubjects): readonly Finding[] {
  const ofBroker = regionOfArn(text(mapping.get("event_source_arn"))) ?? regionOf(broker);
  const ofMapping = regionOf(mapping) ?? (listener.function.instance && regionOf(listener.function.instance));
  if (ofBroker === null || ofMapping === null || ofBroker === ofMapping) return [];
  const why = `${broker.address} is in ${ofBroker} and ${mapping.address} in ${ofMapping}, and Lambda polls brokers of its own Region only.`;
  return [finding("broker-region", mapping, why, `Put the function and the mapping into ${ofBroker}.`)];
}

/** What an instance says of itself, else its provider's Region. */
function regionOf(instance: Instance): string | null {
  return regionOfArn(textAt(instance, "arn")) ?? (textAt(instance, "region") || null);
}

function regionOfArn(arn: string | null): string | null {
  return /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(arn ?? "")?.[1] ?? null;
}
