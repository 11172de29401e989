import { type InterfaceFacts, readAccountFacts, readInterfaceFacts, type Unread } from "../../../account-facts/index";
import type { Clients } from "../../../cli/verify/clients";
import { judgeNetwork } from "../../../cli/verify/network";
import type { Target } from "../../../cli/verify/target";
import { check } from "../../../connectivity/index";

jest.mock("../../../account-facts/index");
jest.mock("../../../connectivity/index");

const ask = () => judgeNetwork({ region: "eu-central-1" } as Clients, { uuid: "u" } as Target);

function given(verdict: "works" | "fails" | "unknown", ...unread: readonly Unread[]): void {
  jest.mocked(readAccountFacts).mockResolvedValue({ state: {}, unread } as never);
  jest.mocked(readInterfaceFacts).mockResolvedValue({ interfaces: undefined, unread: [] });
  jest.mocked(check).mockReturnValue({ mappings: [{ verdict }] } as never);
}

const zones: Unread = {
  what: "private hosted zones",
  actions: ["route53:ListHostedZonesByVPC", "ec2:DescribeVpcs"],
  why: "AccessDenied: You are not authorized.",
};

test("what the check says of what was read", async () => {
  given("works");
  expect(await ask()).toEqual({
    question: "network",
    outcome: "works",
    said: "every path and permission that the mapping needs is there",
    causes: [],
    report: { verdict: "works" },
  });
});

test.each(["works", "unknown"] as const)("what could not be read is unknown, not fine: %s", async (verdict) => {
  given(verdict, zones);
  expect(await ask()).toEqual({
    question: "network",
    outcome: "unknown",
    said: "not everything that the mapping needs could be decided",
    causes: [
      {
        what: "The private hosted zones could not be read, and may change the result: AccessDenied: You are not authorized",
        remedy: "Verify with credentials that allow route53:ListHostedZonesByVPC, ec2:DescribeVpcs",
      },
    ],
    report: { verdict },
  });
});

function givenInterfaces(verdict: "works" | "fails", interfaces: InterfaceFacts["interfaces"]): void {
  const broker = { SubnetIds: ["subnet-1"], SecurityGroups: ["sg-1"] };
  jest.mocked(readAccountFacts).mockResolvedValue({ state: {}, unread: [], broker } as never);
  jest.mocked(readInterfaceFacts).mockResolvedValue({ interfaces, unread: [] });
  jest.mocked(check).mockReturnValue({ mappings: [{ verdict }] } as never);
}

const inPlace = { id: "eni-1", subnetId: "subnet-1", status: "in-use", groups: ["sg-1"] };
const elsewhere = { ...inPlace, subnetId: "subnet-9" };

test.each([[[inPlace]], [[]]])(
  "interfaces where the broker is, and none at all, leave the verdict",
  async (interfaces) => {
    givenInterfaces("works", interfaces);
    expect(await ask()).toMatchObject({ outcome: "works", causes: [], interfaces });
  },
);

test("of a public broker, and where they could not be read, interfaces are not told", async () => {
  givenInterfaces("works", undefined);
  expect(await ask()).not.toHaveProperty("interfaces");
});

test.each([
  ["works", "unknown"],
  ["fails", "fails"],
] as const)("an interface elsewhere is not what was judged: %s becomes %s", async (verdict, outcome) => {
  givenInterfaces(verdict, [inPlace, elsewhere]);
  const { causes, ...answer } = await ask();
  expect(answer).toMatchObject({ outcome, interfaces: [inPlace, elsewhere] });
  expect(causes.map(({ what }) => what)).toEqual([
    "The mapping's interface eni-1 is in subnet-9 with the security groups sg-1, and the broker, by which the paths were judged, in subnet-1 with the security groups sg-1",
  ]);
});

test("interfaces that could not be read are said so", async () => {
  given("works");
  const what = "mapping's network interfaces";
  const why = "UnauthorizedOperation: You are not authorized.";
  jest.mocked(readInterfaceFacts).mockResolvedValue({
    interfaces: undefined,
    unread: [{ what, actions: ["ec2:DescribeNetworkInterfaces"], why }],
  });
  expect(await ask()).toMatchObject({
    outcome: "unknown",
    causes: [
      {
        what: "The mapping's network interfaces could not be read, and may change the result: UnauthorizedOperation: You are not authorized",
        remedy: "Verify with credentials that allow ec2:DescribeNetworkInterfaces",
      },
    ],
  });
});

test("what fails, fails whatever could not be read", async () => {
  given("fails", zones);
  expect(await ask()).toMatchObject({ outcome: "fails", causes: [{}] });
});

test("an account that does not let itself be read is told in its words", async () => {
  jest
    .mocked(readAccountFacts)
    .mockRejectedValue(Object.assign(new Error("You are not authorized."), { name: "UnauthorizedOperation" }));
  await expect(ask()).rejects.toThrow(
    "reading the mapping's broker, function and network failed: your credentials do not allow it: You are not authorized.",
  );
});
