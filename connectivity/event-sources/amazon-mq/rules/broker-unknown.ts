import { rule } from "../../../rules/rule";
import type { Instance } from "../../../terraform/model/model";
import type { Finding } from "../../../verdict";

/** Found by the rules about what Amazon MQ refuses, where the input does not show what decides. */
export const brokerUnknown = rule({
  code: "broker-unknown",
  severity: "warning",
  effect: "unknown",
  kind: "refused",
  title: "Whether Amazon MQ takes this broker is not known",
  meaning: "An argument that decides it is not shown, or newer than this check.",
  example: 'engine_version = "5.0"',
  source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html",
});

/** What is to say of an argument that decides and is not shown. */
export function notShown(broker: Instance, argument: string): readonly Finding[] {
  return [brokerUnknown.found(broker, { open: "argument", broker: broker.address, argument })];
}
