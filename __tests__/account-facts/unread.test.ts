import { Readable } from "../../account-facts/unread";

test("what can be read is, and what cannot is noted, with what it takes and why", async () => {
  const readable = new Readable();
  const vpc = { type: "aws_vpc", name: "vpc-1", values: {} };
  expect(await readable.read("DHCP options", ["ec2:DescribeDhcpOptions"], async () => [vpc])).toEqual([vpc]);
  const denied = Object.assign(new Error("You are not authorized."), { name: "UnauthorizedOperation" });
  expect(
    await readable.read("prefix lists", ["ec2:DescribeManagedPrefixLists"], async () => {
      throw denied;
    }),
  ).toEqual([]);
  expect(readable.unread).toEqual([
    {
      what: "prefix lists",
      actions: ["ec2:DescribeManagedPrefixLists"],
      why: "UnauthorizedOperation: You are not authorized.",
    },
  ]);
});
