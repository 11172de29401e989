import { readAccountFacts, type Unread } from "../../../account-facts/index";
import type { Clients } from "../../../cli/verify/clients";
import { judgeNetwork } from "../../../cli/verify/network";
import type { Target } from "../../../cli/verify/target";
import { check } from "../../../connectivity/index";

jest.mock("../../../account-facts/index");
jest.mock("../../../connectivity/index");

const ask = () => judgeNetwork({ region: "eu-central-1" } as Clients, { uuid: "u" } as Target);

function given(verdict: "works" | "fails" | "unknown", ...unread: readonly Unread[]): void {
  jest.mocked(readAccountFacts).mockResolvedValue({ state: {}, unread } as never);
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
