import { readModel } from "../../../connectivity/terraform";

test("an id that is also the name denotes one object", () => {
  const values = { id: "listener", name: "listener", arn: "arn:aws:iam::123456789012:role/listener" };
  const json = {
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: {
      root_module: {
        resources: [
          { address: "aws_iam_role.listener", mode: "managed", type: "aws_iam_role", name: "listener", values },
        ],
      },
    },
  };
  const model = readModel([{ name: "state.json", json }]);
  const links = model.links({ kind: "scalar", value: "listener" }, ["aws_iam_role"]);
  expect(links.certain.map(({ instance }) => instance.address)).toEqual(["aws_iam_role.listener"]);
  expect(links.possible).toEqual([]);
});
