import { describeWithAccount } from "./describe-with-account";

describeWithAccount("an emulated account", ({ account }) => {
  test("has no broker in any Region", async () => {
    expect(await account.brokers("eu-west-1")).toEqual([]);
    expect(await account.brokers("us-east-1")).toEqual([]);
  });
});
