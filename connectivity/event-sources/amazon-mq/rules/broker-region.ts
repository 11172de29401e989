import { rule } from "../../../rules/rule";
import type { BrokerSubjects } from "../../../rules/subjects";
import type { Instance } from "../../../terraform/model/model";
import { textAt, textOf } from "../../../terraform/model/shown-values";

/** A mapping is a resource of a Region and polls a broker of that Region. */
export const brokerRegion = rule({
  code: "broker-region",
  severity: "error",
  effect: "fails",
  kind: "refused",
  title: "Broker and mapping are in different Regions",
  meaning: "A mapping belongs to a Region, and Lambda there does not know brokers of another one.",
  example:
    'resource "aws_mq_broker" "orders" {\n  provider = aws.ireland\n}\nresource "aws_lambda_event_source_mapping" "orders" {\n  event_source_arn = aws_mq_broker.orders.arn # and no provider\n}',
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html",
  check({ mapping, broker, functionAndRole }: BrokerSubjects, found) {
    const ofBroker = regionOfArn(textOf(mapping.get("event_source_arn"))) ?? regionOf(broker);
    const ofMapping =
      regionOf(mapping) ?? (functionAndRole.function.instance && regionOf(functionAndRole.function.instance));
    if (ofBroker === null || ofMapping === null || ofBroker === ofMapping) return [];
    return [found(mapping, { broker: broker.address, mapping: mapping.address, ofBroker, ofMapping })];
  },
});

/** What an instance says of itself, else its provider's Region. */
function regionOf(instance: Instance): string | null {
  return regionOfArn(textAt(instance, "arn")) ?? (textAt(instance, "region") || null);
}

function regionOfArn(arn: string | null): string | null {
  return /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(arn ?? "")?.[1] ?? null;
}
