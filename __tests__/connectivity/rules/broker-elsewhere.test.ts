import { Iam } from "../../../connectivity/aws/iam/iam";
import { rabbitmq } from "../../../connectivity/event-sources/rabbitmq";
import { findingsWithoutSource } from "../../../connectivity/mapping/findings";
import { instanceAt } from "../aws/iam/plan-builder";
import { BROKER, type Changes, CONSUME, DOCUMENT, MAPPING, ROLE, ref, stackModel } from "./stack";

const ARN = "arn:aws:mq:eu-west-1:123456789012:broker:orders:b-1";

/** `rule at resource` of what decides the verdict, of the stack's mapping on a broker that another workspace makes. */
function decisive(changes: Changes = {}): readonly string[] {
  const elsewhere = { [BROKER]: null, [DOCUMENT]: { statement: allowing(["*"]) } };
  const model = stackModel({
    ...elsewhere,
    ...changes,
    [MAPPING]: { event_source_arn: ARN, ...changes[MAPPING] },
  });
  return findingsWithoutSource(instanceAt(model, MAPPING), [rabbitmq], new Iam(model))
    .filter(({ effect }) => effect !== "none")
    .map(({ rule, resource }) => `${rule} at ${resource}`);
}

function allowing(resources: readonly string[]): readonly object[] {
  return [{ actions: ["mq:DescribeBroker"], resources }, ...CONSUME.slice(1)];
}

const describing = (...resources: string[]) => ({ [DOCUMENT]: { statement: allowing(resources) } });

describe("a broker that the input does not hold", () => {
  test("leaves nothing to say about a mapping and a role that are right", () => {
    expect(decisive()).toEqual([]);
  });

  test.each<[string, Changes, readonly string[]]>([
    ["no queue", { [MAPPING]: { queues: undefined } }, [`queues at ${MAPPING}`]],
    ["no login", { [MAPPING]: { source_access_configuration: undefined } }, [`basic-auth at ${MAPPING}`]],
    ["a batch that is too large", { [MAPPING]: { batch_size: 10_001 } }, [`batch-size at ${MAPPING}`]],
    [
      "a role that lacks what no broker does without",
      { [DOCUMENT]: { statement: CONSUME.slice(1) } },
      [`role-lacks-permission at ${DOCUMENT}`],
    ],
    ["a role of which another broker is described", describing(`${ARN}2`), [`role-lacks-permission at ${DOCUMENT}`]],
  ])("with %s fails all the same", (_, changes, expected) => {
    expect(decisive(changes)).toEqual(expected);
  });

  test("with a role that describes it by its ARN is right", () => {
    expect(decisive(describing(ARN))).toEqual([]);
  });

  test("leaves open whether a role describes it that names one by its ARN, where its own is not shown", () => {
    const unseen = { [MAPPING]: { event_source_arn: ref(`${BROKER}.arn`) } };
    expect(decisive({ ...unseen, ...describing(ARN) })).toEqual([`permission-unknown at ${DOCUMENT}`]);
    expect(decisive(unseen)).toEqual([]);
  });

  test("may be public, and then needs no interfaces", () => {
    expect(decisive({ [DOCUMENT]: { statement: [...allowing(["*"]).slice(0, 2), ...CONSUME.slice(3)] } })).toEqual([
      `permission-unknown at ${ROLE}`,
    ]);
  });
});
