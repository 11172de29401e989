import { Iam } from "../../../connectivity/aws/iam/iam";
import { rabbitmq } from "../../../connectivity/event-sources/rabbitmq";
import { reportOn } from "../../../connectivity/mapping/report";
import { Network } from "../../../connectivity/paths/network";
import { Assumptions } from "../../../connectivity/proof/assumptions";
import { instanceAt } from "../aws/iam/plan-builder";
import { BROKER, MAPPING, ROLE, stackModel } from "../rules/stack";

test("what fails the mapping comes before what leaves it unknown", () => {
  const model = stackModel({
    [ROLE]: { permissions_boundary: "arn:aws:iam::123456789012:policy/guard" },
    [MAPPING]: { batch_size: 0 },
  });
  const network = new Network(model, new Assumptions([]));
  const { findings } = reportOn(
    instanceAt(model, MAPPING),
    { instance: instanceAt(model, BROKER), source: rabbitmq },
    new Iam(model),
    network,
  );
  expect(
    findings.filter(({ effect }) => effect !== "none").map(({ rule, resource }) => `${rule} at ${resource}`),
  ).toEqual([`batch-size at ${MAPPING}`, `permission-unknown at ${ROLE}`]);
});
