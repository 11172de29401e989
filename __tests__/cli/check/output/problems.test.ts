import { problemsOf } from "../../../../cli/check/output/problems";
import { blocked, finding, hop, mapping } from "../../reports";

const unknown = (target: "sts" | "secretsmanager" | "lambda" | "broker", explanation: string, remedy = "") =>
  hop({ target, verdict: "unknown", via: null, reason: "dns-unknown", explanation, remedy });

test("what is not known of several services alike is told once, of all of them", () => {
  const hops = [
    unknown(
      "sts",
      "Whether vpc-1 has an endpoint for STS is not known.",
      "Assert it: --assume 'vpc-1:sts-endpoint-open' --assume 'vpc-1:dns-support'",
    ),
    unknown(
      "secretsmanager",
      "Whether vpc-1 has an endpoint for Secrets Manager is not known.",
      "Assert it: --assume 'vpc-1:secretsmanager-endpoint-open' --assume 'vpc-1:dns-support'",
    ),
  ];
  const problems = problemsOf(mapping({ verdict: "unknown", hops }));
  expect(problems).toMatchObject([
    {
      kind: "unknown",
      hops,
      explanation: "Whether vpc-1 has an endpoint for STS and Secrets Manager is not known.",
      remedy:
        "Assert it: --assume 'vpc-1:sts-endpoint-open' --assume 'vpc-1:secretsmanager-endpoint-open' --assume 'vpc-1:dns-support'",
    },
  ]);
});

test("what differs in more than the service stays apart, word for word", () => {
  const texts = ["Lambda's name is not known, nor is Lambda.", "STS's name is not known."];
  const hops = [unknown("lambda", texts[0] ?? ""), unknown("sts", texts[1] ?? "")];
  expect(problemsOf(mapping({ verdict: "unknown", hops })).map(({ explanation }) => explanation)).toEqual(texts);
});

test("what the broker and a service lack alike is told once", () => {
  const same = "enable_dns_support of aws_vpc.broker is not in this input.";
  const hops = [unknown("broker", same), unknown("sts", same)];
  expect(problemsOf(mapping({ verdict: "unknown", hops }))).toMatchObject([{ hops, explanation: same }]);
});

test("what blocks is told as the report has it", () => {
  const hops = ["sts", "lambda"].map((target) =>
    hop({
      target: target as "sts",
      verdict: "blocked",
      via: null,
      explanation: `Not to ${target === "sts" ? "STS" : "Lambda"}.`,
    }),
  );
  expect(problemsOf(mapping({ verdict: "fails", hops }))).toHaveLength(2);
});

test.each([
  [{ severity: "error", effect: "fails", kind: "outcome" }, "error"],
  [{ severity: "error", effect: "fails", kind: "refused" }, "refused"],
  [{ severity: "warning", effect: "unknown", kind: "refused" }, "unknown"],
  [{ severity: "warning", effect: "none", kind: "refused" }, "warning"],
  [{ severity: "warning", effect: "none", kind: "apply" }, "warning"],
  [{ severity: "note", effect: "none", kind: "apply" }, "apply"],
  [{ severity: "note", effect: "none", kind: "outcome" }, "note"],
] as const)("a finding of %j is told as %s", (different, kind) => {
  expect(problemsOf(mapping({ findings: [finding(different)] })).map((problem) => problem.kind)).toEqual([kind]);
});

test("what AWS refuses is told apart from what is blocked, and before what would not work", () => {
  const refused = finding({ rule: "engine-version", kind: "refused" });
  const kinds = problemsOf(mapping({ verdict: "fails", hops: [blocked()], findings: [finding(), refused] }));
  expect(kinds.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
    "blocked no-route-out",
    "refused engine-version",
    "error role-lacks-permission",
  ]);
});
