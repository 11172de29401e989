import { readModel } from "../../../../connectivity/terraform";
import { existing, state } from "../plan-json";
import { show } from "../show";

const NETWORK = { address: 'module.net["a"]' };

const json = state(
  [
    existing(
      { type: "aws_mq_broker", name: "b" },
      { subnet_ids: ["subnet-1"], user: [{ username: "u", password: "hunter2" }] },
      {
        sensitive_values: { user: [{ password: true }] },
        depends_on: ["module.net.aws_subnet.s", "data.aws_region.r"],
      },
    ),
    existing({ mode: "data", type: "aws_region", name: "r" }, { name: "eu-west-1" }),
    existing({ type: "aws_vpc", name: "left" }, { id: "vpc-left" }, { deposed_key: "0f1e2d3c" }),
  ],
  [
    {
      ...NETWORK,
      resources: [
        existing(
          { type: "aws_subnet", name: "s" },
          { id: "subnet-1" },
          { address: 'module.net["a"].aws_subnet.s[0]', index: 0 },
        ),
        existing(
          { type: "aws_subnet", name: "s" },
          { id: "subnet-2" },
          { address: 'module.net["a"].aws_subnet.s[1]', index: 1 },
        ),
      ],
      child_modules: [
        {
          address: 'module.net["a"].module.inner',
          resources: [
            existing(
              { type: "aws_vpc", name: "v" },
              { id: "vpc-1" },
              { address: 'module.net["a"].module.inner.aws_vpc.v' },
            ),
          ],
        },
      ],
    },
  ],
);
const model = readModel([{ name: "state.json", json }]);

test("holds instances in modules of any depth, and no deposed ones", () => {
  expect(model.instances.map(({ address, module, change }) => [address, module, change])).toEqual([
    ["aws_mq_broker.b", "", "none"],
    ["data.aws_region.r", "", "none"],
    ['module.net["a"].aws_subnet.s[0]', 'module.net["a"]', "none"],
    ['module.net["a"].aws_subnet.s[1]', 'module.net["a"]', "none"],
    ['module.net["a"].module.inner.aws_vpc.v', 'module.net["a"].module.inner', "none"],
  ]);
});

test("ids join what belongs together", () => {
  const subnets = model.at("aws_mq_broker.b")?.get("subnet_ids");
  expect(subnets && model.links(subnets, ["aws_subnet"]).certain.map(({ instance }) => instance.address)).toEqual([
    'module.net["a"].aws_subnet.s[0]',
  ]);
});

test("recorded dependencies name all instances of a block", () => {
  expect(
    model
      .at("aws_mq_broker.b")
      ?.dependencies()
      .map(({ address }) => address)
      .sort(),
  ).toEqual(["data.aws_region.r", 'module.net["a"].aws_subnet.s[0]', 'module.net["a"].aws_subnet.s[1]']);
});

test("what is sensitive is marked, and nothing else", () => {
  const user = model.at("aws_mq_broker.b")?.get("user");
  const [first] = user?.kind === "list" ? user.items : [];
  if (first?.kind !== "block") throw new Error("no user");
  expect(first.get("password")).toEqual({ kind: "scalar", value: "hunter2", sensitive: true });
  expect(first.get("username")).toEqual({ kind: "scalar", value: "u" });
});

test("before is as it is, and a data source had no before", () => {
  const broker = model.at("aws_mq_broker.b");
  const region = model.at("data.aws_region.r");
  expect(broker && show(broker.before("subnet_ids"))).toBe('["subnet-1"]');
  expect(region && show(region.before("name"))).toBe("null");
});
