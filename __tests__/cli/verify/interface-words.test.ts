import type { MappingInterface } from "../../../account-facts/index";
import { interfaceLines, misplaced } from "../../../cli/verify/interface-words";

const broker = { SubnetIds: ["subnet-2", "subnet-1"], SecurityGroups: ["sg-2", "sg-1"] };
const placed = (subnetId: string, ...groups: readonly string[]): MappingInterface => ({
  ...{ id: "eni-1", status: "in-use" },
  subnetId,
  groups,
});

test.each([
  ["in one of the broker's subnets, with its groups", [placed("subnet-1", "sg-1", "sg-2")], broker],
  ["none", [], broker],
  ["not read", undefined, broker],
  ["of a broker that shows no groups", [placed("subnet-1", "sg-9")], { SubnetIds: ["subnet-1"] }],
  ["of a broker that shows no subnets", [placed("subnet-9", "sg-1")], { SecurityGroups: ["sg-1"] }],
])("no finding: %s", (_, interfaces, of) => {
  expect(misplaced({ interfaces, broker: of as never })).toEqual([]);
});

test.each([
  ["another subnet", placed("subnet-9", "sg-1", "sg-2"), "subnet-9 with the security groups sg-1, sg-2"],
  ["another group", placed("subnet-1", "sg-9"), "subnet-1 with the security groups sg-9"],
  ["a group less", placed("subnet-1", "sg-1"), "subnet-1 with the security groups sg-1"],
  ["a group more", placed("subnet-1", "sg-1", "sg-2", "sg-3"), "subnet-1 with the security groups sg-1, sg-2, sg-3"],
  ["no group", placed("subnet-1"), "subnet-1 with the security groups not shown"],
])("a finding, with what the broker has: %s", (_, one, where) => {
  const right = { ...placed("subnet-2", "sg-1", "sg-2"), id: "eni-2" };
  expect(misplaced({ interfaces: [one, right], broker: broker as never })).toEqual([
    {
      what: `The mapping's interface eni-1 is in ${where}, and the broker, by which the paths were judged, in subnet-1, subnet-2 with the security groups sg-1, sg-2`,
      remedy:
        "Delete the mapping and create it again, while its messages wait in the queue: Lambda places the interfaces anew, in the broker's subnets with its groups",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
    },
  ]);
});

test("how many there are, and each with its status, subnet and groups", () => {
  const available = { ...placed("subnet-2", "sg-1"), id: "eni-2", status: "available" };
  expect(interfaceLines([placed("subnet-1", "sg-1", "sg-2"), available])).toEqual([
    "interfaces  2, described by the mapping's UUID",
    "            eni-1 (in-use) in subnet-1 with the security groups sg-1, sg-2",
    "            eni-2 (available) in subnet-2 with the security groups sg-1",
  ]);
});

test("that none is seen alarms nobody", () => {
  expect(interfaceLines([])).toEqual([
    "interfaces  not seen: none is described by the mapping's UUID. That decides nothing, for Lambda may use those of another mapping",
  ]);
});
