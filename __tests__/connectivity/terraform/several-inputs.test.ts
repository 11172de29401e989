import { readModel } from "../../../connectivity/terraform";
import { change, existing, plan, state } from "./plan-json";
import { show } from "./show";

const VPC = { type: "aws_vpc", name: "main" } as const;

const addresses = (inputs: Parameters<typeof readModel>[0]) =>
  readModel(inputs).instances.map(({ address }) => address);

test("a VPC in one workspace's state, a broker in another's plan: known ids join them", () => {
  const model = readModel([
    { name: "network.json", json: state([existing({ type: "aws_subnet", name: "private" }, { id: "subnet-1" })]) },
    {
      name: "broker.json",
      json: plan([change({ type: "aws_mq_broker", name: "b", after: { subnet_ids: ["subnet-1", "subnet-2"] } })]),
    },
  ]);
  const subnets = model.at("aws_mq_broker.b")?.get("subnet_ids");
  const links = subnets && model.links(subnets, ["aws_subnet"]);
  expect(model.source).toBe("several");
  expect(links?.certain.map(({ instance }) => instance.address)).toEqual(["aws_subnet.private"]);
  expect(links?.outside).toEqual(["subnet-2"]);
});

test("equal addresses of different workspaces are told apart by the input's name", () => {
  const model = readModel([
    {
      name: "one.json",
      json: state([existing(VPC, { id: "vpc-1" }), existing({ type: "aws_subnet", name: "a" }, { id: "subnet-1" })]),
    },
    { name: "two.json", json: state([existing(VPC, { id: "vpc-2" })]) },
  ]);
  expect(model.instances.map(({ address }) => address)).toEqual([
    "one.json: aws_vpc.main",
    "aws_subnet.a",
    "two.json: aws_vpc.main",
  ]);
  expect(model.at("aws_vpc.main")).toBeUndefined();
  const vpc = model.at("two.json: aws_vpc.main");
  expect(vpc && show(vpc.get("id"))).toBe('"vpc-2"');
});

test("a plan beside the state that it was made from: what the plan says counts", () => {
  const inputs = [
    {
      name: "state.json",
      json: state([
        existing(VPC, { id: "vpc-1", enable_dns_hostnames: false }),
        existing({ type: "aws_vpc_endpoint", name: "sts" }, { id: "vpce-1" }),
        existing({ type: "aws_subnet", name: "old" }, { id: "subnet-1" }),
      ]),
    },
    {
      name: "plan.json",
      json: plan([
        change({
          ...VPC,
          actions: ["update"],
          before: { id: "vpc-1" },
          after: { id: "vpc-1", enable_dns_hostnames: true },
        }),
        change({ type: "aws_vpc_endpoint", name: "sts", actions: ["delete"], before: { id: "vpce-1" }, after: null }),
        change({
          type: "aws_subnet",
          name: "new",
          actions: ["no-op"],
          before: { id: "subnet-1" },
          after: { id: "subnet-1" },
        }),
      ]),
    },
  ];
  const model = readModel(inputs);
  expect(addresses(inputs)).toEqual(["aws_vpc.main", "aws_subnet.new"]);
  expect(model.destroyed.map(({ address }) => address)).toEqual(["aws_vpc_endpoint.sts"]);
  const vpc = model.at("aws_vpc.main");
  expect(vpc && show(vpc.get("enable_dns_hostnames"))).toBe("true");
});

test("the same input twice holds each object once", () => {
  const json = state([existing(VPC, { id: "vpc-1" })]);
  expect(
    addresses([
      { name: "a.json", json },
      { name: "b.json", json },
    ]),
  ).toEqual(["aws_vpc.main"]);
});

test.each([
  ["plan", plan([])],
  ["state", state([])],
  ["configuration", { resource: {} }],
])("a single %s says what it is", (source, json) => {
  expect(readModel([{ name: "input.json", json }]).source).toBe(source);
});
