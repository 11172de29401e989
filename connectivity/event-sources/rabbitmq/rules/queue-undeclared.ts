import { declarersOf } from "../../../rules/mapping/queue-declarers";
import { rule } from "../../../rules/rule";
import type { Subjects } from "../../../rules/subjects";
import type { Instance } from "../../../terraform/model/model";
import { givenTextOf, isNew } from "../../../terraform/model/shown-values";

/** A queue that nothing in the input declares. */
export const queueUndeclared = rule({
  code: "queue-undeclared",
  severity: "warning",
  effect: "none",
  kind: "outcome",
  title: "Nothing here declares the queue",
  meaning:
    "Amazon MQ has no API for queues, and a mapping on a missing queue never works. Something outside this input has to declare it first.",
  example: 'queues = ["orders"] # and no rabbitmq_queue, aws_lambda_invocation or the like that the mapping depends on',
  source: "https://github.com/aws/aws-sdk/issues/148",
  check(subjects: Subjects, found) {
    const { mapping } = subjects;
    if (!isNew(mapping) || queueOf(mapping) === undefined) return [];
    if (declaredQueues(subjects).length > 0 || declarersOf(mapping).length > 0) return [];
    return [found(mapping, { mapping: mapping.address })];
  },
});

/** The resources that declare the mapping's queue. */
export function declaredQueues({ mapping, model }: Subjects): readonly Instance[] {
  const name = queueOf(mapping);
  return name === undefined || name === null
    ? []
    : model.ofType("rabbitmq_queue").filter((one) => givenTextOf(one.get("name")) === name);
}

/** The name of the mapping's queue: null where it is not shown, undefined where there is not exactly one. */
function queueOf(mapping: Instance): string | null | undefined {
  const queues = mapping.get("queues");
  if (queues.kind !== "list") return givenTextOf(queues) ?? (queues.kind === "pointer" ? null : undefined);
  const [only, ...others] = queues.items;
  return only === undefined || others.length > 0 || queues.open !== null ? undefined : givenTextOf(only);
}
