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

test("where having read nothing is an answer, not having read is another", async () => {
  const readable = new Readable();
  expect(await readable.attempt("interfaces", [], async () => [])).toEqual([]);
  const failing = async () => {
    throw new Error("no");
  };
  expect(await readable.attempt("interfaces", [], failing)).toBeUndefined();
  expect(readable.unread).toEqual([{ what: "interfaces", actions: [], why: "Error: no" }]);
});
